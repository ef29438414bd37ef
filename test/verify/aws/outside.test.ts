import { ACCOUNT, arnOf, decide, HOST, model, policyOf, statement, verdictOf } from "./world";

/** What the files say is not all that there is: drift that Terraform ignores, other provider configurations, other partitions. */

const provider = { url: `https://${HOST}`, client_id_list: ["sts.amazonaws.com"] };
const trust = (Federated = arnOf(HOST)): string => JSON.stringify(policyOf(statement({ Principal: { Federated } })));
const world = (role: object, issuer: object = {}, rest: object = {}) =>
  model(
    {
      aws_iam_openid_connect_provider: { p: { ...provider, ...issuer } },
      aws_iam_role: { r: { name: "demo", assume_role_policy: trust(), ...role } },
    },
    { awsAccounts: ACCOUNT },
    rest,
  );

describe("changes that Terraform ignores", () => {
  it.each(["assume_role_policy", "all"])("of a role, %s, leave its trust policy open", (name) => {
    const aws = world({ lifecycle: { ignore_changes: [name] } });
    const [role] = aws.identities;
    expect([verdictOf(decide(aws)), verdictOf(decide(aws, { sub: "x" }))]).toEqual(Array(2).fill("undetermined: trust-policy"));
    expect(role?.shapes.map(({ unknown }) => unknown)).toEqual(
      Array(2).fill(["Terraform ignores changes of the trust policy: the role may have another one"]),
    );
  });

  it.each(["client_id_list", "all"])("of an issuer, %s, leave its audiences open", (name) => {
    const aws = world({}, { lifecycle: { ignore_changes: [name] } });
    expect(verdictOf(decide(aws))).toBe("undetermined: audience");
    expect(verdictOf(decide(aws, { aud: "x" }))).toBe("deny: condition");
  });

  it("of something else leave nothing open", () => {
    const aws = world({ lifecycle: { ignore_changes: ["tags"] } }, { lifecycle: { ignore_changes: ["thumbprint_list"] } });
    expect(verdictOf(decide(aws))).toBe("allow: all");
  });
});

describe("a time that is not a number", () => {
  it.each([Number.NaN, Infinity, -Infinity])("leaves open whether a token has expired: %s", (now) => {
    expect(verdictOf(decide(world({}), { iat: undefined }, {}, now))).toBe("undetermined: expired");
  });
});

describe("an ARN of another partition", () => {
  const chinese = { provider: { aws: { region: "cn-north-1" } } };
  const arn = arnOf(HOST).replace("arn:aws:", "arn:aws-cn:");

  it.each([
    ["allow: all", arnOf(HOST), {}],
    ["allow: all", arn, chinese],
    ["undetermined: principal", arnOf(HOST), chinese],
    ["undetermined: principal", arn, {}],
  ])("is not surely of the role's account: %s", (expected, federated, rest) => {
    expect(verdictOf(decide(world({ assume_role_policy: trust(federated) }, {}, rest)))).toBe(expected);
  });
});

describe("permissions that another provider configuration gives", () => {
  const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
  const attachment = { role: "demo", policy_arn: arn, provider: "aws.b" };
  const role = { name: "demo", assume_role_policy: trust() };
  const namesIn = (roles: object, awsAccounts: Record<string, string>): unknown =>
    model({ aws_iam_role: roles, aws_iam_role_policy_attachment: { a: attachment } }, { awsAccounts }).identities.map(
      ({ address, permissions }) => [address, permissions.map(({ name }) => name)],
    );

  it("are the role's, unless that is another account", () => {
    expect(namesIn({ r: role }, { aws: ACCOUNT, "aws.b": ACCOUNT })).toEqual([["aws_iam_role.r", [arn]]]);
    expect(namesIn({ r: role }, {})).toEqual([["aws_iam_role.r", [arn]]]);
    expect(namesIn({ r: role }, { aws: ACCOUNT, "aws.b": "999999999999" })).toEqual([["aws_iam_role.r", []]]);
  });

  it("are those of its own role, if it has one of that name", () => {
    expect(namesIn({ r: role, s: { ...role, provider: "aws.b" } }, {})).toEqual([
      ["aws_iam_role.r", []],
      ["aws_iam_role.s", [arn]],
    ]);
  });
});
