import { ACCOUNT, policyOf, roleModel } from "./world";

const OTHER = "999988887777";
const ROOT = `arn:aws:iam::${OTHER}:root`;
const SAML = `arn:aws:iam::${ACCOUNT}:saml-provider/okta`;
const BARE = ["without sts:SetSourceIdentity", "without sts:TagSession"];
const FULL = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

const allow = (extra: object): object => ({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: ROOT }, ...extra });
const deny = (extra: object): object => allow({ Effect: "Deny", ...extra });

const waysOf = (...statements: object[]) => {
  const { identities } = roleModel({ policy: policyOf(...statements), options: { awsAccounts: ACCOUNT, complete: true } });
  return identities[0]?.otherWays.map(({ kind, who, conditions, unknown }) => [kind, who, conditions, unknown]);
};

const conditionsOf = (...statements: object[]) => waysOf(...statements)?.flatMap(([, , conditions]) => conditions);

describe("the ways into a role that need no token", () => {
  it.each([
    ["an account", { AWS: OTHER }, "principal", OTHER],
    ["a role", { AWS: `arn:aws:iam::${OTHER}:role/ci` }, "principal", `arn:aws:iam::${OTHER}:role/ci`],
    ["everybody", "*", "everyone", "*"],
    ["every account", { AWS: "*" }, "everyone", "*"],
    ["a canonical user", { CanonicalUser: "79a59df9" }, "principal", "79a59df9"],
    ["a service", { Service: "lambda.amazonaws.com" }, "service", "lambda.amazonaws.com"],
  ] as const)("are those of %s", (_, Principal, kind, who) => {
    expect(waysOf(allow({ Principal }))).toEqual([[kind, who, BARE, []]]);
  });

  it("are those of SAML by an action of its own, and none of an OIDC provider", () => {
    expect(waysOf(allow({ Principal: { Federated: SAML }, Action: "sts:AssumeRoleWithSAML" }))).toEqual([
      ["saml", SAML, BARE, []],
    ]);
    expect(waysOf(allow({ Principal: { Federated: SAML } }))).toEqual([]);
    const oidc = `arn:aws:iam::${ACCOUNT}:oidc-provider/a.b`;
    expect(waysOf(allow({ Principal: { Federated: oidc }, Action: "sts:*" }))).toEqual([]);
  });

  it("are those of whoever an expression says, and of all but some", () => {
    expect(waysOf(allow({ Principal: { AWS: "${var.who}" } }))).toEqual([["unknown", '{"AWS":"\uE000var.who\uE001"}', BARE, []]]);
    expect(waysOf(allow({ Principal: "${var.who}", Action: FULL }))).toEqual([["unknown", '"\uE000var.who\uE001"', [], []]]);
    expect(waysOf({ ...allow({ Action: FULL }), Principal: undefined, NotPrincipal: { AWS: ROOT } })).toEqual([
      ["everyone", "*", [`is not ${ROOT}`], []],
    ]);
  });

  it("are one for each principal, whatever the statement's other principals are, and those of a policy that is unknown", () => {
    const both = { AWS: [OTHER, ROOT], Service: "ec2.amazonaws.com" };
    expect(waysOf(allow({ Principal: both }))?.map(([, who]) => who)).toEqual([OTHER, ROOT, "ec2.amazonaws.com"]);
    const { identities } = roleModel({ policy: "${var.policy}" });
    expect(identities[0]?.otherWays.map(({ kind }) => kind)).toEqual(["unknown"]);
  });

  it("are under the statement's conditions, in one text each", () => {
    const Condition = {
      StringEquals: { "AWS:PrincipalOrgID": ["o-2", "o-1", "o-2"] },
      Bool: { "aws:MultiFactorAuthPresent": true },
    };
    expect(conditionsOf(allow({ Condition, Action: FULL }))).toEqual([
      'Bool aws:multifactorauthpresent "true"',
      'StringEquals aws:principalorgid "o-1" or "o-2"',
    ]);
  });

  it("say what nobody may bring along, until a statement allows it to the same principal under no other condition", () => {
    const Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
    const mfa = 'Bool aws:multifactorauthpresent "true"';
    const tag = { Action: "sts:TagSession" };
    const noIdentity = "without sts:SetSourceIdentity";
    expect(conditionsOf(allow({ Action: "sts:*" }))).toEqual([]);
    expect(conditionsOf(allow({}), allow(tag))).toEqual([noIdentity]);
    expect(conditionsOf(allow({}), allow({ ...tag, Principal: "*" }))).toEqual([noIdentity]);
    expect(conditionsOf(allow({ Condition }), allow({ ...tag, Condition }))).toEqual([mfa, noIdentity]);
    expect(conditionsOf(allow({}), allow({ ...tag, Condition }))).toEqual([`sts:TagSession only of ${ROOT} ${mfa}`, noIdentity]);
    expect(conditionsOf(allow({}), allow({ ...tag, Principal: { AWS: "111111111111" } }))).toEqual(BARE);
    expect(conditionsOf(allow({ Action: FULL }), deny(tag))).toEqual(["without sts:TagSession"]);
    expect(conditionsOf(allow({ Action: FULL }), deny({ ...tag, Condition }))).toEqual([`sts:TagSession, unless ${mfa}`]);
  });

  it("are none of whom a Deny refuses, and less of whom it refuses in part", () => {
    const Condition = { StringNotEquals: { "aws:PrincipalOrgID": "o-1" } };
    const full = allow({ Action: FULL });
    expect(waysOf(full, deny({}))).toEqual([]);
    expect(waysOf(full, deny({ Principal: "*" }))).toEqual([]);
    expect(waysOf(allow({ Action: FULL, Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } }), deny({}))).toEqual([]);
    expect(conditionsOf(full, deny({ Principal: "*", Condition }))).toEqual(['unless StringNotEquals aws:principalorgid "o-1"']);
    expect(conditionsOf(full, deny({ Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } }))).toEqual([
      `unless arn:aws:iam::${OTHER}:role/ci`,
    ]);
    expect(conditionsOf(full, { ...deny({}), Principal: undefined, NotPrincipal: { AWS: ROOT } })).toEqual([
      `unless all but ${ROOT}`,
    ]);
    expect(conditionsOf(full, deny({ Principal: { Service: "ec2.amazonaws.com" } }))).toEqual([]);
    expect(conditionsOf(full, deny({ Action: "sts:AssumeRoleWithSAML" }))).toEqual([]);
  });

  it("are not certain of a role or an action that is unknown", () => {
    const [way] = waysOf(allow({ Action: "${var.action}" })) ?? [];
    expect(way?.[3]).toEqual(["the action of statement 1 is unknown"]);
  });
});
