import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../../../lib/verify/read/configuration";
import { attribute, read, shown } from "./reading";

const fixture = (name: string): Configuration => read(readFileSync(join(__dirname, "fixtures", `${name}.json`), "utf8"));
const where = ({ resources }: Configuration): string[] =>
  resources.map(({ address, provider }) => `${address} by ${provider}`).sort();

const ALL = [
  "aws_iam_openid_connect_provider.p by aws",
  'aws_iam_role.document["x"] by aws',
  'aws_iam_role.document["y z"] by aws',
  "aws_iam_role.json by aws",
  "aws_iam_role_policy_attachment.a by aws",
  "data.aws_caller_identity.me by aws",
  "data.aws_iam_policy_document.late by aws",
  "module.m[0].aws_iam_role.in by aws.two",
  "module.m[1].aws_iam_role.in by aws.two",
];

describe("a plan of terraform show -json", () => {
  const plan = fixture("plan");

  test("has its resources, those of modules, and the data sources that were read", () => {
    expect(where(plan)).toEqual(ALL);
    expect(plan.problems).toEqual([]);
    expect([...plan.providers.values()].map(({ key, name, values }) => [key, name, values["region"]])).toEqual([
      ["aws", "aws", "eu-west-1"],
      ["aws.two", "aws", "us-east-1"],
    ]);
  });

  test("what is known after apply is a hole of its own address, beside what is known", () => {
    const { values } = plan.at("data.aws_iam_policy_document.late")!;
    const identifier = "${data.aws_iam_policy_document.late.statement[0].principals[0].identifiers[0]}";
    const [statement] = values["statement"] as { principals: unknown; actions: unknown }[];
    expect(shown(statement!.principals as never)).toEqual([{ identifiers: [identifier], type: "Federated" }]);
    expect(attribute(plan, 'aws_iam_role.document["y z"]', "assume_role_policy")).toBe(
      '${aws_iam_role.document["y z"].assume_role_policy}',
    );
  });

  test("ARNs are computed, with the account that a data source tells", () => {
    expect(attribute(plan, "aws_iam_openid_connect_provider.p", "arn")).toBe(
      "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id/ABC",
    );
    expect(attribute(plan, "module.m[1].aws_iam_role.in", "arn")).toBe("arn:aws:iam::${account of aws.two}:role/in-1");
  });

  test("a policy document is rebuilt around what is unknown", () => {
    const json = plan.at("data.aws_iam_policy_document.late")!.values["json"] as string;
    expect(shown(JSON.parse(json) as never)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: "${data.aws_iam_policy_document.late.statement[0].principals[0].identifiers[0]}" },
          Condition: {
            StringEquals: {
              "oidc.example.com/id/ABC:aud": "sts.amazonaws.com",
              "oidc.example.com/id/ABC:sub": "system:serviceaccount:a:b",
            },
          },
        },
      ],
    });
  });

  test("holes of several files have their stacks before them", () => {
    const text = JSON.stringify({
      format_version: "1.2",
      planned_values: { root_module: { resources: [{ address: "a_b.c", type: "a_b", name: "c", values: {} }] } },
      resource_changes: [{ address: "a_b.c", change: { after_unknown: { id: true, "odd key": [true] } } }],
    });
    const plan2 = read(text);
    expect(attribute(plan2, "a_b.c", "id")).toBe("${a_b.c.id}");
    expect(attribute(plan2, "a_b.c", "odd key")).toEqual(['${a_b.c["odd key"][0]}']);
  });

  test.each([
    [{ errored: true }, "the plan was not finished: Terraform met an error"],
    [{ complete: false }, "the plan leaves things out: it has a target, or defers changes"],
  ])("that is not whole is reported: %j", (more, what) => {
    const { problems } = read({ format_version: "1.2", planned_values: {}, ...more });
    expect(problems.map((problem) => problem.what)).toEqual([what]);
  });
});

describe("a state", () => {
  test.each(["state", "tfstate"])("is read from %s", (name) => {
    const state = fixture(name);
    const applied = ALL.filter((line) => !line.startsWith("aws_iam_role_policy_attachment"));
    const aliases = name === "state" ? applied.map((line) => line.replace("aws.two", "aws")) : applied;
    expect(where(state)).toEqual(aliases);
    expect(state.problems).toEqual([]);
    const policy = JSON.parse(attribute(state, 'aws_iam_role.document["x"]', "assume_role_policy") as string) as {
      Statement: { Principal: unknown }[];
    };
    expect(policy.Statement.map(({ Principal }) => Principal)).toEqual([
      { Federated: attribute(state, "aws_iam_openid_connect_provider.p", "arn") },
    ]);
  });

  test("tells accounts apart where the file does not tell providers apart", () => {
    const role = (name: string, account: string): object => ({
      address: `aws_iam_role.${name}`,
      mode: "managed",
      type: "aws_iam_role",
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      values: { arn: `arn:aws:iam::${account}:role/${name}` },
    });
    const resources = [role("a", "111122223333"), role("b", "444455556666")];
    expect(where(read({ format_version: "1.0", values: { root_module: { resources } } }))).toEqual([
      "aws_iam_role.a by aws in account 111122223333",
      "aws_iam_role.b by aws in account 444455556666",
    ]);
  });

  test("expressions in it are plain text: Terraform has evaluated all there were", () => {
    const resources = [{ address: "a_b.c", type: "a_b", name: "c", values: { x: "${aws:username}", y: "%{ if }" } }];
    const state = read({ format_version: "1.0", values: { root_module: { resources } } });
    expect(state.at("a_b.c")!.values).toEqual({ x: "${aws:username}", y: "%{ if }" });
  });

  test("an older state file is reported", () => {
    expect(read({ version: 3, modules: [] }).problems).toEqual([
      {
        place: { file: "main.tf.json", address: "$" },
        what: "the state file has version 3; only version 4 is read",
        cure: "give what terraform show -json prints",
      },
    ]);
  });

  test("deposed objects are left out", () => {
    const resources = [
      { mode: "managed", type: "a_b", name: "c", instances: [{ deposed: "1", attributes: {} }, { attributes: { x: 1 } }] },
    ];
    expect(read({ version: 4, resources }).resources.map(({ values }) => values["x"])).toEqual([1]);
  });
});
