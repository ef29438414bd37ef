import type { Json } from "../../../lib/verify/json";
import { attribute, read } from "./reading";

const constant = (constant_value: Json, ...references: string[]): object =>
  references.length === 0 ? { constant_value } : { constant_value, references };

/** A plan of a role whose trust policy is made by a data source that is read at apply. */
function plan(trust: object, more: object = {}): object {
  const document = { mode: "data", type: "aws_iam_policy_document", name: "t", address: "data.aws_iam_policy_document.t" };
  const provider = {
    mode: "managed",
    type: "aws_iam_openid_connect_provider",
    name: "p",
    address: "aws_iam_openid_connect_provider.p",
  };
  const role = { mode: "managed", type: "aws_iam_role", name: "r", address: "aws_iam_role.r" };
  const identifiers = constant(["${aws_iam_openid_connect_provider.p.arn}"], "aws_iam_openid_connect_provider.p.arn");
  const statement = [{ actions: constant(["a"]), principals: [{ type: constant("Federated"), identifiers }] }];
  const change = (resource: object, actions: string[], after: object, after_unknown: object): object => ({
    ...resource,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions, after, after_unknown },
  });
  const known = { url: "https://gitlab.com" };
  const read = { statement: [{ actions: ["a"], principals: [{ type: "Federated", identifiers: [null] }] }] };
  const unread = { json: true, statement: [{ principals: [{ identifiers: [true] }] }] };
  return {
    format_version: "1.2",
    planned_values: {
      root_module: {
        resources: [
          { ...provider, values: known },
          { ...role, values: { name: "r" } },
        ],
      },
    },
    resource_changes: [
      change(document, ["read"], read, unread),
      change(provider, ["create"], known, { arn: true }),
      change(role, ["create"], { name: "r" }, { assume_role_policy: true, arn: true, managed_policy_arns: true }),
    ],
    configuration: {
      provider_config: { aws: { name: "aws", expressions: { allowed_account_ids: constant(["111122223333"]) } } },
      root_module: {
        resources: [
          { ...document, provider_config_key: "aws", expressions: { statement } },
          { ...provider, provider_config_key: "aws", expressions: { url: constant("https://gitlab.com") } },
          { ...role, provider_config_key: "aws", expressions: { name: constant("r"), assume_role_policy: trust } },
        ],
      },
    },
    ...more,
  };
}

const policy = (configuration: object): Json | undefined =>
  attribute(read(configuration), "aws_iam_role.r", "assume_role_policy");

describe("what a plan leaves unknown", () => {
  const written = constant("${data.aws_iam_policy_document.t.json}", "data.aws_iam_policy_document.t.json");

  test("is told by the expressions of its configuration, where they are of Terraform JSON", () => {
    const Principal = { Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com" };
    expect(JSON.parse(policy(plan(written)) as string)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "a", Principal }],
    });
  });

  test("is the same in the data source that is read at apply", () => {
    const configuration = read(plan(written));
    expect(attribute(configuration, "data.aws_iam_policy_document.t", "json")).toBe(policy(plan(written)));
  });

  test.each([
    ["only what it refers to is told", { references: ["data.aws_iam_policy_document.t.json", "data.aws_iam_policy_document.t"] }],
    ["it may be an expression or a text", constant('${upper("a")}')],
  ])("stays unknown where %s", (_, trust) => {
    expect(policy(plan(trust))).toBe("${aws_iam_role.r.assume_role_policy}");
  });

  test("takes the plan's own variables", () => {
    const trust = constant("doc of ${var.owner}", "var.owner");
    expect(policy(plan(trust, { variables: { owner: { value: "acme" } } }))).toBe("doc of acme");
    expect(policy(plan(trust))).toBe("doc of ${var.owner}");
  });

  test("says nothing of arguments that are not set", () => {
    expect(attribute(read(plan(written)), "aws_iam_role.r", "managed_policy_arns")).toBe(undefined);
  });
});
