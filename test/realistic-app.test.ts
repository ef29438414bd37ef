// Nothing that was right gets refused or renamed: an app of the size that teams have, kept as it was first synthesized.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { realisticApp } from "./realistic/app";
import { addresses, withoutNotes, type Terraform } from "./world";

/** What says who may become what. */
const TRUST: Readonly<Record<string, readonly string[]>> = {
  aws_iam_openid_connect_provider: ["url", "client_id_list"],
  aws_iam_role: ["assume_role_policy", "name"],
  google_iam_workload_identity_pool_provider: ["attribute_condition", "attribute_mapping", "oidc"],
  google_service_account_iam_member: ["member", "role", "service_account_id"],
  google_project_iam_member: ["member", "role", "project"],
  azurerm_federated_identity_credential: ["issuer", "subject", "audience"],
  kubernetes_service_account_v1: ["metadata"],
};

function synthesized(): Readonly<Record<string, Terraform>> {
  const app = Testing.app();
  realisticApp(app);
  app.synth();
  return Object.fromEntries(
    ["clusters", "workloads"].map((stack) => {
      const text = readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8");
      return [stack, withoutNotes(JSON.parse(text)) as Terraform];
    }),
  );
}

function trustsOf(terraform: Terraform): unknown {
  return Object.fromEntries(
    Object.entries(TRUST).map(([type, fields]) => [
      type,
      Object.fromEntries(
        Object.entries(terraform.resource?.[type] ?? {}).map(([name, resource]) => [
          name,
          Object.fromEntries(fields.map((field) => [field, resource[field]])),
        ]),
      ),
    ]),
  );
}

describe("a realistic app", () => {
  const stacks = synthesized();

  it("keeps every address that it had", () => {
    expect(Object.fromEntries(Object.entries(stacks).map(([name, stack]) => [name, addresses(stack)]))).toMatchSnapshot();
  });

  it("keeps every trust that it had, whole", () => {
    expect(trustsOf(stacks["workloads"]!)).toMatchSnapshot();
  });
});
