// Jobs of CI alone, without a cluster: nobody needs the Kubernetes provider for the root.
import assert from "node:assert/strict";
import { asLocked } from "./project.mjs";
import { asDocumented } from "./supported.mjs";

const ROOT = `
  import { FederationError, Issuer, Subject } from "cdktf-workload-identity";
  const issuer = new Issuer({ name: "buildkite", url: "https://agent.buildkite.com" });
  if (Subject.exactly("a").text !== "a" || issuer.url === "" || FederationError === undefined) process.exit(1);`;

export function checkPipeline(project) {
  project.install({ ...asDocumented("cdktf", "constructs", "@cdktf/provider-aws", "typescript"), ...asLocked("@types/node") });
  project.write("root.ts", ROOT);
  project.copyExample("hcp-terraform");
  project.compile(["main.ts", "root.ts"]);
  project.run("node", "node16/root.js");
  project.run("node", "node16/main.js");
  assert.equal(Object.keys(project.synthesized().resource.aws_iam_openid_connect_provider).length, 1);
}
