// Ways into an identity that the token of a test does not show: other audiences, associations, principals that need none.
import "../../lib/testing";
import { failure } from "./shop";

describe("ways in that a token does not show", () => {
  const ROLE = "aws_iam_role.deploy";
  const URL = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
  const provider = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
  const host = URL.slice("https://".length);
  const web = (...tests: object[]): object[] =>
    tests.map((condition) => ({
      Effect: "Allow",
      Principal: { Federated: provider },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: condition,
    }));
  const stack = (statements: readonly object[]): object => ({
    resource: {
      aws_iam_openid_connect_provider: { eu: { url: URL, client_id_list: ["sts.amazonaws.com", "vault-a"] } },
      aws_iam_role: {
        deploy: { name: "deploy", assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
      },
    },
  });
  const sub = (name: string): object => ({ [`${host}:sub`]: `system:serviceaccount:shop:${name}` });
  const aud = { [`${host}:aud`]: "sts.amazonaws.com" };
  const orders = { issuer: URL, subject: "system:serviceaccount:shop:orders" };
  const exact = web({ StringEquals: { ...sub("orders"), ...aud } });
  const OPTIONS = { awsAccounts: "111122223333" };

  it("are not kept out where a second statement takes audiences by a pattern", () => {
    const evil = { ...orders, subject: "system:serviceaccount:shop:evil" };
    expect(stack(exact)).toKeepOut(evil, ROLE, OPTIONS);
    const both = stack([...exact, ...web({ StringEquals: sub("evil"), StringLike: { [`${host}:aud`]: "vault-*" } })]);
    expect(
      failure(() => {
        expect(both).toKeepOut(evil, ROLE, OPTIONS);
      }),
    ).toContain("it is certainly let in");
  });

  it("are not kept out while an association of an unknown role may be theirs", () => {
    const pods = {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    };
    const evil = { ...orders, subject: "system:serviceaccount:shop:evil" };
    const { resource } = stack([...exact, pods]) as { resource: object };
    const of = (role_arn: string): object => ({
      resource: {
        ...resource,
        aws_eks_pod_identity_association: { a: { cluster_name: "eu", namespace: "shop", service_account: "evil", role_arn } },
      },
    });
    expect(of("arn:aws:iam::111122223333:role/other")).toKeepOut(evil, ROLE, OPTIONS);
    expect(
      failure(() => {
        expect(of("${var.role}")).toKeepOut(evil, ROLE, OPTIONS);
      }),
    ).toContain("whether it is let in is undetermined");
  });

  it("count for toLetInOnly, which takes those that are named", () => {
    const account = { Effect: "Allow", Principal: { AWS: "arn:aws:iam::999999999999:root" }, Action: "sts:AssumeRole" };
    expect(stack(exact)).toLetInOnly([orders], ROLE, OPTIONS);
    expect(
      failure(() => {
        expect(stack([...exact, account])).toLetInOnly([orders], ROLE, OPTIONS);
      }),
    ).toContain("too many: without a token of an issuer: principal arn:aws:iam::999999999999:root");
    expect(stack([...exact, account])).toLetInOnly([orders, { principal: "arn:aws:iam::999999999999:root" }], ROLE, OPTIONS);
    expect(
      failure(() => {
        expect(stack(exact)).toLetInOnly([orders, { principal: "arn:aws:iam::1:root" }], ROLE, OPTIONS);
      }),
    ).toContain("missing:  arn:aws:iam::1:root");
  });
});
