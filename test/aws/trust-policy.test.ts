import { Subject } from "../../lib";
import { trustPolicy } from "../../lib/aws";
import { leastPolicySize, policySize } from "../../lib/aws/trust-policy";

const statement = {
  providerArn: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/1",
  hostAndPath: "oidc.example.com/id/1",
  subject: Subject.exactly("system:serviceaccount:shop:orders"),
  audience: "sts.amazonaws.com",
};

describe("trust policy", () => {
  it("lets one ServiceAccount with one audience assume the role, and nobody else", () => {
    expect(trustPolicy([statement])).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/1" },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "oidc.example.com/id/1:sub": "system:serviceaccount:shop:orders",
              "oidc.example.com/id/1:aud": "sts.amazonaws.com",
            },
          },
        },
      ],
    });
  });

  it("compares the audience exactly even where the subject is a pattern", () => {
    const [only] = trustPolicy([{ ...statement, subject: Subject.matching("system:serviceaccount:shop:*") }]).Statement;
    expect(only?.Condition).toEqual({
      StringLike: { "oidc.example.com/id/1:sub": "system:serviceaccount:shop:*" },
      StringEquals: { "oidc.example.com/id/1:aud": "sts.amazonaws.com" },
    });
  });

  it("has a statement for each issuer, so that one issuer's subject never counts with another's tokens", () => {
    const other = { ...statement, providerArn: "arn:aws:iam::111122223333:oidc-provider/b", hostAndPath: "b" };
    expect(
      trustPolicy([statement, other]).Statement.map(({ Principal, Condition }) => [
        Principal.Federated,
        Object.keys(Condition["StringEquals"]!),
      ]),
    ).toEqual([
      [statement.providerArn, ["oidc.example.com/id/1:sub", "oidc.example.com/id/1:aud"]],
      ["arn:aws:iam::111122223333:oidc-provider/b", ["b:sub", "b:aud"]],
    ]);
  });

  it("is measured as AWS measures it: white space does not count", () => {
    expect(policySize('{ "a":\n\t"b c" }')).toBe('{"a":"bc"}'.length);
    expect(leastPolicySize([statement])).toBe(JSON.stringify(trustPolicy([statement])).length);
  });
});
