import { type ClaimTest, shapeOf } from "../../../lib/verify/shape";
import { hole } from "../../../lib/verify/text";
import { ACCOUNT, arnOf, GITHUB, HOST, PLAIN, policyOf, roleModel, statement, SUBJECT, type Trusted } from "./world";

const shapes = (trusted: Trusted) => roleModel(trusted).identities[0]?.shapes;
const through = ["aws_iam_openid_connect_provider.p", "aws_iam_role.r"];
const issuer = (host: string): ClaimTest => ({
  claim: "iss",
  test: "is",
  values: [`https://${host}`],
  unsettled: [`https://${host}/`],
});
const iss = issuer(HOST);
const aud = { claim: "aud", test: "is" as const, values: ["sts.amazonaws.com"] };
const sub = { claim: "sub", test: "is" as const, values: [SUBJECT] };

const conditioned = (Condition: object) => shapes({ policy: policyOf(statement({ Condition })) });
const tested = (...tests: Parameters<typeof shapeOf>[0]) => [shapeOf([iss, aud, ...tests, ...PLAIN], through)];
const key = `${HOST}:sub`;

describe("the shapes of token that a role accepts", () => {
  it("are its statements' conditions, and the provider's audiences where there is none on them", () => {
    expect(shapes({})).toEqual([{ tests: [iss, sub, aud, ...PLAIN], through, unknown: [] }]);
    expect(conditioned({})).toEqual(tested());
  });

  it.each([
    ["StringEquals with a star", { StringEquals: { [key]: "a*" } }, { claim: "sub", test: "is", values: ["a*"] }],
    ["StringLike", { StringLike: { [key]: ["a*", "b"] } }, { claim: "sub", test: "like", values: ["a*", "b"] }],
    ["StringLike without a wildcard", { StringLike: { [key]: "a" } }, { claim: "sub", test: "is", values: ["a"] }],
    ["StringLike of a literal star", { StringLike: { [key]: "a$${*}" } }, { claim: "sub", test: "is", values: ["a*"] }],
    ["StringNotEquals", { StringNotEquals: { [key]: "a" } }, { claim: "sub", test: "not", values: ["a"] }],
    ["StringNotLike", { StringNotLike: { [key]: "a*" } }, { claim: "sub", test: "not-like", values: ["a*"] }],
    [
      "StringEqualsIgnoreCase",
      { StringEqualsIgnoreCase: { [key]: "A" } },
      { claim: "sub", test: "is-ignoring-case", values: ["A"] },
    ],
    ["IfExists of what is always there", { StringEqualsIfExists: { [key]: "a" } }, { claim: "sub", test: "is", values: ["a"] }],
    [
      "ForAllValues of what is always there",
      { "ForAllValues:StringEquals": { [key]: "a" } },
      { claim: "sub", test: "is", values: ["a"] },
    ],
    [
      "a key of the request",
      { StringEquals: { "sts:RoleSessionName": "a" } },
      { claim: "sts:RoleSessionName", test: "expression", values: ['StringEquals sts:RoleSessionName "a"'] },
    ],
    ["an unknown value", { StringEquals: { [key]: "${var.x}" } }, { claim: "sub", test: "is", values: [hole("var.x")] }],
  ] as const)("say %s", (_, condition, expected) => {
    expect(conditioned(condition)).toEqual(tested(expected));
  });

  it("say nothing of what always holds, and are none of what never does", () => {
    expect(conditioned({ Null: { [key]: "false" } })).toEqual(tested());
    expect(conditioned({ Null: { [key]: "true" } })).toEqual([]);
    expect(conditioned({ "ForAllValues:StringEquals": { [`${HOST}:subject`]: "a" } })).toEqual(tested());
    expect(conditioned({ StringNotEquals: { "x:sub": "a" } })).toEqual(tested());
    expect(conditioned({ StringEquals: { [`https://${HOST}:sub`]: SUBJECT } })).toEqual([]);
    expect(conditioned({ StringEquals: { [`${HOST}:aud`]: "x" } })).toEqual([]);
    expect(conditioned({ StringEquals: { [key]: ["a", "b"] }, StringLike: { [key]: "c*" } })).toEqual([]);
    expect(conditioned({ StringEquals: { [key]: ["ab", "b"] }, StringLike: { [key]: "a*" } })).toEqual(
      tested({ claim: "sub", test: "is", values: ["ab"] }),
    );
  });

  it("show claims of an issuer that has keys for them", () => {
    const policy = policyOf(
      statement(
        {
          Condition: {
            StringEquals: { [`${GITHUB}:ref`]: "refs/heads/main" },
            Null: { [`${GITHUB}:environment`]: "true", [`${GITHUB}:actor`]: "false" },
          },
        },
        GITHUB,
      ),
    );
    const providers = { p: { url: `https://${GITHUB}`, client_id_list: ["sts.amazonaws.com"] } };
    expect(shapes({ policy, providers })).toEqual([
      {
        tests: [
          issuer(GITHUB),
          aud,
          { claim: "actor", test: "present", values: [] },
          { claim: "environment", test: "absent", values: [] },
          ...PLAIN,
          { claim: "ref", test: "is", values: ["refs/heads/main"] },
        ],
        through,
        unknown: [],
      },
    ]);
  });

  it("do not take for granted what only tokens of a provider have, nor for a claim's text what is none", () => {
    const host = "accounts.google.com";
    const said = (Condition: object) =>
      shapes({
        policy: policyOf(statement({ Principal: { Federated: host }, Action: "sts:*", Condition })),
        providers: {},
      })?.flatMap(({ tests }) => tests.map(({ claim, test, values }) => `${claim} ${test} ${values.join(" or ")}`));
    const issuer = `iss is https://${host} or ${host}`;
    expect(said({ StringEquals: { [`${host}:aud`]: "a" } })).toEqual([issuer, "aud is a"]);
    const forAll = "ForAllValues:StringEquals";
    expect(said({ [forAll]: { [`${host}:sub`]: "a" } })).toEqual([issuer, "sub is a"]);
    expect(said({ [forAll]: { [`${host}:aud`]: "a" } })).toEqual([issuer, `aud expression ${forAll} ${host}:aud "a"`]);
    expect(said({ StringEquals: { [`${host}:oaud`]: "a" } })).toEqual([issuer, `oaud expression StringEquals ${host}:oaud "a"`]);
    expect(said({ Null: { [`${host}:aud`]: "True" } })).toEqual([issuer, "aud absent "]);
  });

  it("leave out what a Deny refuses", () => {
    const denied = (extra: object) =>
      shapes({ policy: policyOf(statement({ Condition: {} }), statement({ Effect: "Deny", ...extra })) });
    expect(denied({})).toEqual(
      tested({
        claim: "sub",
        test: "expression",
        values: [`unless StringEquals ${key} "${SUBJECT}" and StringEquals ${HOST}:aud "sts.amazonaws.com"`],
      }),
    );
    expect(denied({ Condition: { StringLike: { [key]: "x*" } } })).toEqual(
      tested({ claim: "sub", test: "not-like", values: ["x*"] }),
    );
    expect(denied({ Condition: { StringNotEquals: { [key]: "x" } } })).toEqual(
      tested({ claim: "sub", test: "is", values: ["x"] }),
    );
    expect(denied({ Principal: "*", Condition: { StringNotLike: { [key]: "x*" } } })).toEqual(
      tested({ claim: "sub", test: "like", values: ["x*"] }),
    );
    expect(denied({ Condition: undefined })).toEqual([]);
    expect(denied({ Action: "sts:TagSession", Condition: undefined })).toEqual(tested());
    expect(denied({ Condition: { StringEquals: { "x:sub": "a" } } })).toEqual(tested());
  });

  it("name what is unknown", () => {
    expect(shapes({ providers: {} })).toEqual([
      { tests: [iss, sub, aud, ...PLAIN], through: ["aws_iam_role.r"], unknown: [`the provider of ${HOST} is not in the files`] },
    ]);
    expect(shapes({ providers: {}, options: { awsAccounts: ACCOUNT, complete: true } })).toEqual([]);
    expect(shapes({ policy: policyOf(statement({ Principal: { Federated: arnOf(HOST, "999988887777") } })) })).toEqual([]);
    expect(shapes({ policy: "${var.policy}" })).toEqual([
      {
        tests: [{ claim: "iss", test: "unknown", values: ["the trust policy is unknown: ${var.policy}"] }],
        through: ["aws_iam_role.r"],
        unknown: ["the trust policy is unknown: ${var.policy}"],
      },
    ]);
    expect(shapes({ policy: policyOf(statement({ Principal: "*", Condition: undefined })) })).toEqual([
      {
        tests: [{ claim: "iss", test: "unknown", values: ["*"] }, ...PLAIN],
        through: ["aws_iam_role.r"],
        unknown: ["the principal of statement 1 is *"],
      },
    ]);
  });
});
