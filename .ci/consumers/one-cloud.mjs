// AWS and Kubernetes alone: the first example, compiled, synthesized, judged and imported.
import assert from "node:assert/strict";
import { join } from "node:path";
import { asLocked } from "./project.mjs";
import { asDocumented } from "./supported.mjs";

const PROVE = `
  import { readFileSync } from "node:fs";
  import { startLab } from "cdktf-workload-identity/lab";
  import { kubernetesToken, trustMatchers } from "cdktf-workload-identity/testing";
  import { findings, readModel } from "cdktf-workload-identity/verify";
  const model = readModel([{ name: "cdk.tf.json", json: readFileSync(process.argv[2]!, "utf8") }]);
  const well = findings(model).length === 0 && model.identities.length === 1 && typeof startLab === "function";
  if (!well || trustMatchers.toLetIn === undefined || kubernetesToken === undefined) process.exit(1);`;

const IMPORT = `
  import { FederatedWorkload } from "cdktf-workload-identity";
  import { AwsTrust } from "cdktf-workload-identity/aws";
  if (typeof FederatedWorkload !== "function" || typeof AwsTrust !== "function") process.exit(1);`;

/** The workload's role trusts one subject and one audience, of one issuer. */
export function checkTrust({ resource }) {
  const [, role] = Object.entries(resource.aws_iam_role).find(([name]) => name.startsWith("orders_"));
  const [{ Condition, ...statement }, ...others] = JSON.parse(
    role.assume_role_policy.replace(/\$\{[^}]*\}/g, "known-at-apply"),
  ).Statement;
  assert.deepEqual(others, []);
  assert.equal(statement.Action, "sts:AssumeRoleWithWebIdentity");
  const tests = Object.entries(Condition.StringEquals).map(([key, value]) => [key.split(":").pop(), value]);
  assert.deepEqual(Object.fromEntries(tests), { aud: "sts.amazonaws.com", sub: "system:serviceaccount:shop:orders" });
  assert.deepEqual(Object.keys(Condition), ["StringEquals"]);
}

export function checkOneCloud(project) {
  const peers = asDocumented("cdktf", "constructs", "@cdktf/provider-aws", "@cdktf/provider-kubernetes", "typescript");
  project.install({ ...peers, ...asLocked("@types/node") });
  project.write("prove.ts", PROVE);
  project.write("main.mjs", IMPORT);
  project.copyExample("one-cloud");
  project.compile(["main.ts", "prove.ts"], { module: "commonjs", moduleResolution: "node10" });
  project.compile(["main.ts", "prove.ts"]);
  project.run("node", "node16/main.js");
  checkTrust(project.synthesized());
  project.run("node", "node16/prove.js", join("cdktf.out", "stacks", "one-cloud", "cdk.tf.json"));
  project.run("npx", "cdktf-workload-identity", "check");
  project.run("node", "main.mjs");
}
