import type { IdentityRequests } from "../core/identity";
import type { FederatedPipeline } from "./federated-pipeline";
import type { PipelineSubject } from "./pipeline-subject";

/**
 * What a GitHub job must say to become the identities of the pipeline, as YAML to paste below `jobs.<id>`: its permissions, its
 * environment, and one step an identity with the cloud's own action. The checkout comes first, because Google's action leaves a file
 * in the workspace.
 *
 * A Terraform output of it prints as `terraform output -raw NAME`.
 *
 * @throws FederationError SUBJECT_UNKNOWN
 * @example
 * new TerraformOutput(this, "deploy-job", { value: githubJob(deploy, production) });
 */
export function githubJob<R extends IdentityRequests>(pipeline: FederatedPipeline<R>, subject: PipelineSubject): string {
  const { environment } = subject;
  const steps = Object.entries(pipeline.jobSettings(subject)).flatMap(([key, { githubAction }]) => [
    `  - id: ${key}`,
    `    uses: ${githubAction.uses}`,
    "    with:",
    ...Object.entries(githubAction.with).map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`),
  ]);
  return [
    "permissions:",
    "  id-token: write",
    "  contents: read",
    ...(environment === undefined ? [] : [`environment: ${JSON.stringify(environment)}`]),
    "steps:",
    "  - uses: actions/checkout@v4",
    ...steps,
    "",
  ].join("\n");
}
