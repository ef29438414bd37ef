import { Token } from "cdktf";
import { Subject } from "../../lib";
import { trustPolicy } from "../../lib/aws";
import { leastPolicySize, policySize } from "../../lib/aws/policy-size";

const statement = {
  providerArn: "arn:aws:iam::111122223333:oidc-provider/oidc.example.com/id/1",
  hostAndPath: "oidc.example.com/id/1",
  subjects: [Subject.exactly("system:serviceaccount:shop:orders")],
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
    const [only] = trustPolicy([{ ...statement, subjects: [Subject.matching("system:serviceaccount:shop:*")] }]).Statement;
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

  describe("merges subjects where that means exactly the same", () => {
    const exactly = (name: string, claims?: Record<string, string>) =>
      Subject.exactly(`repo:acme/${name}:pull_request`, { claims });
    const conditions = (...statements: Parameters<typeof trustPolicy>[0]) =>
      trustPolicy(statements).Statement.map(({ Condition }) => Condition);
    const aud = { "oidc.example.com/id/1:aud": "sts.amazonaws.com" };

    it("puts the exact subjects of one issuer into one list, each once", () => {
      const one = { ...statement, subjects: [exactly("a")] };
      const many = { ...statement, subjects: [exactly("b"), exactly("a")] };
      const sub = ["repo:acme/a:pull_request", "repo:acme/b:pull_request"];
      expect(conditions(one, many)).toEqual([{ StringEquals: { "oidc.example.com/id/1:sub": sub, ...aud } }]);
    });

    it("keeps exact subjects and patterns apart, because IAM would want both operators to match", () => {
      const mixed = {
        ...statement,
        subjects: [exactly("a"), Subject.matching("repo:acme/b:*"), Subject.matching("repo:acme/c:*")],
      };
      expect(conditions(mixed)).toEqual([
        { StringEquals: { "oidc.example.com/id/1:sub": "repo:acme/a:pull_request", ...aud } },
        { StringLike: { "oidc.example.com/id/1:sub": ["repo:acme/b:*", "repo:acme/c:*"] }, StringEquals: aud },
      ]);
    });

    it("keeps subjects with other claims apart, whatever order the claims stand in", () => {
      const mixed = {
        ...statement,
        subjects: [exactly("a", { ref: "x", actor: "y" }), exactly("b", { actor: "y", ref: "x" }), exactly("c", { ref: "x" })],
      };
      expect(conditions(mixed)).toEqual([
        {
          StringEquals: {
            "oidc.example.com/id/1:sub": ["repo:acme/a:pull_request", "repo:acme/b:pull_request"],
            ...aud,
            "oidc.example.com/id/1:ref": "x",
            "oidc.example.com/id/1:actor": "y",
          },
        },
        {
          StringEquals: {
            "oidc.example.com/id/1:sub": "repo:acme/c:pull_request",
            ...aud,
            "oidc.example.com/id/1:ref": "x",
          },
        },
      ]);
    });

    it("states the claims of the issuer beside those of each subject, which still share a statement", () => {
      const claims = { repository_owner_id: "65" };
      const key = { "oidc.example.com/id/1:repository_owner_id": "65" };
      const mixed = { ...statement, claims, subjects: [exactly("a"), exactly("b", claims), exactly("c", { ref: "x" })] };
      expect(conditions(mixed)).toEqual([
        {
          StringEquals: {
            "oidc.example.com/id/1:sub": ["repo:acme/a:pull_request", "repo:acme/b:pull_request"],
            ...aud,
            ...key,
          },
        },
        {
          StringEquals: {
            "oidc.example.com/id/1:sub": "repo:acme/c:pull_request",
            ...aud,
            ...key,
            "oidc.example.com/id/1:ref": "x",
          },
        },
      ]);
    });

    it("keeps other audiences, other providers and tokens with session tags apart", () => {
      const others = [{ audience: "vault" }, { providerArn: "arn:aws:iam::111122223333:oidc-provider/b" }, { sessionTags: true }];
      expect(conditions(statement, statement, ...others.map((other) => ({ ...statement, ...other })))).toHaveLength(4);
    });
  });

  it("lets tokens with session tags in only when asked", () => {
    const [only] = trustPolicy([{ ...statement, sessionTags: true }]).Statement;
    expect(only?.Action).toEqual(["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]);
  });

  it("is measured as AWS measures it: white space does not count", () => {
    expect(policySize('{ "a":\n\t"b c" }')).toBe('{"a":"bc"}'.length);
    const text = JSON.stringify(trustPolicy([statement]));
    expect(leastPolicySize(text)).toBe(text.length);
    expect(leastPolicySize(`{"a":"x${Token.asString({ it: "is unknown" })}y"}`)).toBe('{"a":"xy"}'.length);
  });
});
