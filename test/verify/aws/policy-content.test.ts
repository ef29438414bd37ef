import { diff, type Model, type PermissionContent, readModel } from "../../../lib/verify";
import { ACCOUNT, HOST, policyOf, statement } from "./world";

const ROLE = "${aws_iam_role.r.name}";
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const NO_KEYS = { Effect: "Deny", Action: "iam:CreateAccessKey", Resource: "*" };

const model = (resource: object, role: object = {}, data: object = {}): Model => {
  const trusting = { name: "demo", assume_role_policy: JSON.stringify(policyOf(statement())), ...role };
  const provider = { p: { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] } };
  const all = { aws_iam_openid_connect_provider: provider, aws_iam_role: { r: trusting }, ...resource };
  return readModel([{ name: "main.tf.json", json: { data, resource: all } }], { awsAccounts: ACCOUNT });
};

const inline = (...statements: object[]) =>
  model({ aws_iam_role_policy: { i: { name: "own", role: ROLE, policy: JSON.stringify(policyOf(...statements)) } } });

const attached = (...statements: object[]) =>
  model({
    aws_iam_policy: { m: { name: "shared", policy: JSON.stringify(policyOf(...statements)) } },
    aws_iam_role_policy_attachment: { a: { role: ROLE, policy_arn: "${aws_iam_policy.m.arn}" } },
  });

const bounded = (...statements: object[]) =>
  model(
    { aws_iam_policy: { b: { name: "boundary", policy: JSON.stringify(policyOf(...statements)) } } },
    { permissions_boundary: "${aws_iam_policy.b.arn}" },
  );

const contents = ({ identities }: Model): (PermissionContent | undefined)[] =>
  identities.flatMap(({ permissions }) => permissions.map(({ content }) => content));

const kinds = (before: Model, after: Model) => {
  const { permissions, wider } = diff(before, after);
  return [...permissions.map(({ kind }) => kind), wider];
};

const one = {
  effect: "allow",
  actions: ["s3:GetObject"],
  exceptActions: [],
  resources: ["*"],
  exceptResources: [],
  conditions: [],
};

describe("what the policies of a role let do", () => {
  it("is read of inline policies, of managed ones that the files hold, and of policy documents", () => {
    expect(contents(inline(READ))).toEqual([{ statements: [one], unknown: [] }]);
    expect(contents(attached(READ))).toEqual([{ statements: [one], unknown: [] }]);
    expect(contents(model({}, { inline_policy: [{ name: "x", policy: JSON.stringify(policyOf(READ)) }] }))).toEqual([
      { statements: [one], unknown: [] },
    ]);
    const document = { aws_iam_policy_document: { d: { statement: [{ actions: ["s3:GetObject"], resources: ["*"] }] } } };
    const policy = { name: "own", role: ROLE, policy: "${data.aws_iam_policy_document.d.json}" };
    expect(contents(model({ aws_iam_role_policy: { i: policy } }, {}, document))).toEqual([{ statements: [one], unknown: [] }]);
  });

  it("is what is left out, too, and the conditions in one text each", () => {
    const Condition = { StringLike: { "AWS:RequestTag/Team": ["b", "a", "b"] }, Bool: { "aws:SecureTransport": true } };
    expect(contents(inline({ Effect: "Deny", NotAction: ["iam:*"], NotResource: "arn:aws:s3:::a", Condition }))).toEqual([
      {
        statements: [
          {
            effect: "deny",
            actions: ["*"],
            exceptActions: ["iam:*"],
            resources: ["*"],
            exceptResources: ["arn:aws:s3:::a"],
            conditions: ['Bool aws:securetransport "true"', 'StringLike aws:requesttag/team "a" or "b"'],
          },
        ],
        unknown: [],
      },
    ]);
  });

  it("is unknown where the files do not say it, and nothing of a policy that they do not hold", () => {
    const policy = (text: string) => model({ aws_iam_role_policy: { i: { name: "own", role: ROLE, policy: text } } });
    expect(contents(policy("${var.policy}"))).toEqual([{ statements: [], unknown: ["the policy is unknown: ${var.policy}"] }]);
    expect(contents(policy(JSON.stringify(policyOf(READ, { ...READ, Effect: "${var.effect}" }))))).toEqual([
      { statements: [one], unknown: [expect.stringContaining("statement 2 is unknown: ")] },
    ]);
    expect(contents(model({}, { managed_policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }))).toEqual([undefined]);
  });

  it("is compared by a diff: more actions, a Deny that goes away, and a boundary that goes away are wider", () => {
    const all = { ...READ, Action: "*" };
    for (const make of [inline, attached]) {
      expect(kinds(make(READ), make(READ))).toEqual([false]);
      expect(kinds(make(READ), make(all))).toEqual(["widened", true]);
      expect(kinds(make(all), make(READ))).toEqual(["narrowed", false]);
      expect(kinds(make(READ), make({ ...READ, NotAction: "iam:*", Action: undefined }))).toEqual(["widened", true]);
      expect(kinds(make(READ, NO_KEYS), make(READ))).toContain("uncapped");
      expect(kinds(make(READ, NO_KEYS), make(READ)).at(-1)).toBe(true);
    }
    expect(kinds(bounded(READ), model({}))).toEqual(["uncapped", true]);
    expect(kinds(bounded(READ), bounded(all))).toEqual(["uncapped", true]);
    expect(kinds(bounded(all), bounded(READ))).toEqual([false]);
    expect(kinds(model({}), bounded(READ))).toEqual(["capped", false]);
  });

  it("is more with a policy of which the files do not say the role, and with a second one of the same name", () => {
    const policy = JSON.stringify(policyOf(READ));
    const own = { name: "own", role: ROLE, policy };
    const all = JSON.stringify(policyOf({ ...READ, Action: "*" }));
    const before = model({ aws_iam_role_policy: { i: own } });
    const elsewhere = (text: string) =>
      model({ aws_iam_role_policy: { i: own, e: { name: "else", role: "${var.role}", policy: text } } });
    expect(kinds(before, elsewhere(policy))).toEqual([true]);
    expect(kinds(elsewhere(policy), elsewhere(all))).toEqual([true]);
    expect(kinds(elsewhere(policy), elsewhere(policy))).toEqual([false]);
    expect(kinds(before, model({ aws_iam_role_policy: { i: own, again: { ...own, policy: all } } }))).toEqual(["added", true]);
    expect(kinds(before, model({ aws_iam_role_policy: { i: own, m: { ...own, role: "${module.m.role}" } } }))).toEqual([true]);
  });

  it("is more without a policy that only denies", () => {
    const guard = { i: { name: "own", role: ROLE, policy: JSON.stringify(policyOf(READ)) } };
    const denying = { ...guard, g: { name: "guard", role: ROLE, policy: JSON.stringify(policyOf(NO_KEYS)) } };
    expect(kinds(model({ aws_iam_role_policy: denying }), model({ aws_iam_role_policy: guard }))).toEqual([
      "removed",
      "uncapped",
      true,
    ]);
    const ofSomeRole = { ...guard, g: { ...denying.g, role: "${var.role}" } };
    expect(kinds(model({ aws_iam_role_policy: ofSomeRole }), model({ aws_iam_role_policy: guard }))).toEqual([true]);
  });
});
