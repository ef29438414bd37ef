import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../../lib/verify/json";
import type { ReadOptions } from "../../../lib/verify/read/configuration";
import { attribute, read, shown } from "./reading";

/** Lists of texts are sets to IAM; the provider sorts them in its own way. */
const unordered = (json: string): unknown =>
  JSON.parse(json, (_, value: unknown) =>
    Array.isArray(value) && value.every((item) => typeof item === "string") ? [...value].sort() : value,
  );

const roleArn = (provider: object, options?: ReadOptions): unknown =>
  attribute(
    read({ provider: { aws: provider }, resource: { aws_iam_role: { r: { name: "n", path: "/p/" } } } }, options),
    "aws_iam_role.r",
    "arn",
  );

describe("the account of an AWS provider", () => {
  test.each<[string, object, ReadOptions, string]>([
    ["is unknown", {}, {}, "${account of aws}"],
    ["is what the caller says, for all", {}, { awsAccounts: "111122223333" }, "111122223333"],
    ["is what the caller says, for this one", {}, { awsAccounts: { aws: "111122223333", "aws.eu": "4" } }, "111122223333"],
    ["is not what the caller says for another one", {}, { awsAccounts: { "aws.eu": "4" } }, "${account of aws}"],
    ["is not something that every object has", {}, { awsAccounts: {} }, "${account of aws}"],
    ["is the only allowed one", { allowed_account_ids: ["111122223333"] }, {}, "111122223333"],
    ["is none of two", { allowed_account_ids: ["1", "2"] }, {}, "${account of aws}"],
    ["is that of the role it assumes", { assume_role: { role_arn: "arn:aws:iam::111122223333:role/x" } }, {}, "111122223333"],
    [
      "is that of the last role",
      { assume_role: [{ role_arn: "arn:aws:iam::1:role/x" }, { role_arn: "arn:aws:iam::${var.a}:role/x" }] },
      {},
      "${var.a}",
    ],
    ["is unknown with the role", { assume_role: [{ role_arn: "${var.arn}" }] }, {}, "${account of aws}"],
  ])("%s", (_, provider, options, account) => {
    expect(roleArn(provider, options)).toBe(`arn:aws:iam::${account}:role/p/n`);
  });

  test("the partition is that of the region, and unknown with it", () => {
    const partitions = ["us-gov-west-1", "cn-north-1", "us-isob-east-1", "eu-west-1", "${var.region}"].map(
      (region) => String(roleArn({ region })).split(":")[1],
    );
    expect(partitions).toEqual(["aws-us-gov", "aws-cn", "aws-iso-b", "aws", "${partition of aws}"]);
  });

  test("is the same hole in ARNs and in the data sources that tell it", () => {
    const configuration = read({
      data: { aws_caller_identity: { me: {} }, aws_partition: { p: {} } },
      resource: {
        aws_iam_role: { r: { name: "n" } },
        terraform_data: {
          x: {
            input: [
              "arn:${data.aws_partition.p.partition}:iam::${data.aws_caller_identity.me.account_id}:role/n",
              "${aws_iam_role.r.arn}",
              '${element(split(":", aws_iam_role.r.arn), 4)}',
            ],
          },
        },
      },
    });
    const arn = "arn:aws:iam::${account of aws}:role/n";
    expect(attribute(configuration, "terraform_data.x", "input")).toEqual([arn, arn, "${account of aws}"]);
  });
});

test("an OIDC provider's URL is read back without its scheme, as IAM gives it", () => {
  const configuration = read({
    resource: {
      aws_iam_openid_connect_provider: { p: { url: "https://a.example.com/x" } },
      terraform_data: {
        x: {
          input: [
            "${aws_iam_openid_connect_provider.p.url}:sub",
            '${replace(aws_iam_openid_connect_provider.p.url, "https://", "")}:sub',
          ],
        },
      },
    },
  });
  expect(attribute(configuration, "terraform_data.x", "input")).toEqual(["a.example.com/x:sub", "a.example.com/x:sub"]);
  expect(attribute(configuration, "aws_iam_openid_connect_provider.p", "url")).toBe("https://a.example.com/x");
});

test("Google's names follow from projects and their numbers", () => {
  const json = {
    provider: { google: { project: "acme" } },
    resource: {
      google_service_account: { a: { account_id: "app" }, b: { account_id: "app", project: "example.com:acme" } },
      google_iam_workload_identity_pool: { p: { workload_identity_pool_id: "pool" } },
      google_iam_workload_identity_pool_provider: {
        q: {
          workload_identity_pool_id: "${google_iam_workload_identity_pool.p.workload_identity_pool_id}",
          workload_identity_pool_provider_id: "prov",
        },
      },
    },
  };
  const values = (address: string, options?: ReadOptions) =>
    shown(read(json, options).at(address)!.values) as Readonly<Record<string, unknown>>;
  expect(values("google_service_account.a")).toEqual({
    account_id: "app",
    email: "app@acme.iam.gserviceaccount.com",
    name: "projects/acme/serviceAccounts/app@acme.iam.gserviceaccount.com",
    id: "projects/acme/serviceAccounts/app@acme.iam.gserviceaccount.com",
    member: "serviceAccount:app@acme.iam.gserviceaccount.com",
  });
  expect(values("google_service_account.b")["email"]).toBe("app@acme.example.com.iam.gserviceaccount.com");
  expect(values("google_iam_workload_identity_pool.p", { googleProjectNumbers: { acme: "42" } })).toEqual({
    workload_identity_pool_id: "pool",
    name: "projects/42/locations/global/workloadIdentityPools/pool",
    id: "projects/acme/locations/global/workloadIdentityPools/pool",
  });
  expect(values("google_iam_workload_identity_pool_provider.q")["name"]).toBe(
    "projects/${number of project acme}/locations/global/workloadIdentityPools/pool/providers/prov",
  );
});

describe("the number of a Google project", () => {
  const provider = (number: string, id = "prov"): object => ({
    project: "acme",
    workload_identity_pool_id: "pool",
    workload_identity_pool_provider_id: id,
    oidc: {
      allowed_audiences: [
        `https://iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/pool/providers/prov`,
      ],
    },
  });
  const numbers = (providers: Record<string, object>): unknown => [
    ...read({ resource: { google_iam_workload_identity_pool_provider: providers } }).projectNumbers!,
  ];

  test("is told by a provider's own audience", () => {
    expect(numbers({ a: provider("42") })).toEqual([["acme", "42"]]);
  });
  test("is not told by the audience of another provider", () => {
    expect(numbers({ a: provider("42", "other") })).toEqual([]);
  });
  test("is unknown where two contradict each other", () => {
    expect(numbers({ a: provider("42"), b: provider("43"), c: provider("42") })).toEqual([]);
  });
});

test("Azure's ids follow from the provider's subscription", () => {
  const configuration = read({
    provider: { azurerm: [{ subscription_id: "s" }, { alias: "b" }] },
    resource: {
      azurerm_resource_group: { g: { name: "rg" } },
      azurerm_user_assigned_identity: {
        a: { name: "a", resource_group_name: "${azurerm_resource_group.g.name}" },
        b: { name: "b", resource_group_name: "rg", provider: "azurerm.b" },
      },
    },
  });
  expect(attribute(configuration, "azurerm_resource_group.g", "id")).toBe("/subscriptions/s/resourceGroups/rg");
  expect(configuration.ofType("azurerm_user_assigned_identity").map(({ values }) => shown(values["id"]))).toEqual([
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/a",
    "/subscriptions/${subscription of azurerm.b}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/b",
  ]);
});

describe("data.aws_iam_policy_document", () => {
  const real = JSON.parse(readFileSync(join(__dirname, "fixtures", "policy-documents.json"), "utf8")) as Record<
    string,
    { json: string; minified_json: string }
  >;

  test.each(["r", "o"])("is rendered as the provider did: %s", (name) => {
    const { json, minified_json, ...args } = real[name]!;
    // A dollar of the result is no expression in the arguments.
    const escaped: unknown = JSON.parse(JSON.stringify(args).replaceAll("${", () => "$${"));
    const configuration = read({ data: { aws_iam_policy_document: { d: escaped } } });
    const rendered = attribute(configuration, "data.aws_iam_policy_document.d", "json") as string;
    expect(unordered(rendered)).toEqual(unordered(json));
    const minified = attribute(configuration, "data.aws_iam_policy_document.d", "minified_json") as string;
    expect(unordered(minified)).toEqual(unordered(minified_json));
  });

  test("keeps holes in place, and lists that are unknown as a hole", () => {
    const configuration = read({
      data: {
        aws_iam_policy_document: {
          d: {
            statement: {
              actions: ["sts:AssumeRoleWithWebIdentity"],
              principals: { type: "Federated", identifiers: ["${aws_iam_openid_connect_provider.p.arn}"] },
              condition: [
                { test: "StringLike", variable: '${trimprefix(var.issuer, "https://")}:sub', values: "${var.subjects}" },
              ],
            },
          },
          unknown: { source_policy_documents: ["${var.document}"] },
        },
      },
    });
    const json = configuration.at("data.aws_iam_policy_document.d")!.values["json"] as string;
    expect(shown(JSON.parse(json) as Json)).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRoleWithWebIdentity",
          Principal: { Federated: "${aws_iam_openid_connect_provider.p.arn}" },
          Condition: { StringLike: { '${trimprefix(var.issuer, "https://")}:sub': "${var.subjects}" } },
        },
      ],
    });
    expect(attribute(configuration, "data.aws_iam_policy_document.unknown", "json")).toBe(
      "${data.aws_iam_policy_document.unknown.json}",
    );
  });
});
