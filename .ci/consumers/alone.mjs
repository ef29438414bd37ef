// verify, the lab and the command line, with no peer at all.
import assert from "node:assert/strict";
import { asLocked } from "./project.mjs";
import { asDocumented } from "./supported.mjs";

const ISSUER = "token.actions.githubusercontent.com";
const trust = {
  Effect: "Allow",
  Principal: { Federated: "${aws_iam_openid_connect_provider.github.arn}" },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: {
    StringEquals: {
      [`${ISSUER}:aud`]: "sts.amazonaws.com",
      [`${ISSUER}:sub`]: "repo:acme@65/api@74:environment:production",
    },
  },
};
const TERRAFORM = {
  resource: {
    aws_iam_openid_connect_provider: { github: { url: `https://${ISSUER}`, client_id_list: ["sts.amazonaws.com"] } },
    aws_iam_role: { deploy: { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }) } },
  },
};

const MAIN = `
  import { readFileSync } from "node:fs";
  import { startLab } from "cdktf-workload-identity/lab";
  import { findings, readModel, whoCan } from "cdktf-workload-identity/verify";
  async function main() {
    const inputs = [{ name: "cdk.tf.json", json: readFileSync("cdk.tf.json", "utf8") }];
    const model = readModel(inputs);
    if (findings(model).length > 0 || whoCan(model, "aws_iam_role.deploy")[0]!.shapes.length !== 1) process.exit(1);
    const lab = await startLab({ inputs });
    await lab.close();
  }
  void main();`;

export function checkAlone(project) {
  project.install({ ...asDocumented("typescript"), ...asLocked("@types/node") });
  for (const peer of ["cdktf", "constructs", "@cdktf"]) assert.ok(!project.has(peer), `npm installed ${peer}`);
  project.write("cdk.tf.json", TERRAFORM);
  project.write("main.ts", MAIN);
  project.compile(["main.ts"]);
  project.run("node", "node16/main.js");
  project.run("npx", "cdktf-workload-identity", "check", "cdk.tf.json");
  project.run("npx", "cdktf-workload-identity", "who-can", "aws_iam_role.deploy", "cdk.tf.json");
}
