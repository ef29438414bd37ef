import { ACTIONS } from "../facts/actions";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequests } from "../core/identity";
import { isKnown } from "../core/tokens";
import type { FederatedPipeline } from "./federated-pipeline";
import { claims } from "./job-collision";
import type { PipelineSubject } from "./pipeline-subject";

/**
 * What a GitHub job must say to become the identities of the pipeline, as YAML to paste below `jobs.<id>`: its permissions, its
 * environment, and one step an identity with the cloud's own action. The checkout comes first, because Google's action leaves a file
 * in the workspace.
 *
 * A Terraform output of it prints as `terraform output -raw NAME`.
 *
 * @throws FederationError SUBJECT_UNKNOWN, ISSUER_INVALID (the job is not GitHub's), ENV_COLLISION (two identities of one action)
 * @example
 * import { TerraformOutput } from "cdktf";
 * import { githubJob } from "cdktf-workload-identity/ci";
 * new TerraformOutput(this, "deploy-job", { value: githubJob(deploy, production) });
 */
export function githubJob<R extends IdentityRequests>(pipeline: FederatedPipeline<R>, subject: PipelineSubject): string {
  // The action keeps what it got in the job's environment, where the next run of it would put its own.
  const claim = claims(pipeline.node.path, "run");
  const settings = pipeline.jobSettings(subject);
  checkIssuer(pipeline.node.path, subject);
  const { environment } = subject;
  const steps = Object.entries(settings).flatMap(([key, { githubAction }]) => [
    `  - id: ${key}`,
    `    uses: ${claim(githubAction.uses, key)}`,
    "    with:",
    ...Object.entries(githubAction.with).map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`),
  ]);
  return [
    "permissions:",
    "  id-token: write",
    "  contents: read",
    ...(environment === undefined ? [] : [`environment: ${JSON.stringify(environment)}`]),
    "steps:",
    `  - uses: ${ACTIONS.checkout}`,
    ...steps,
    "",
  ].join("\n");
}

const GITHUB =
  /^https:\/\/(token\.actions\.(githubusercontent\.com|[A-Za-z0-9_-]+\.ghe\.com)(\/[A-Za-z0-9_-]+)?|[^/]+\/_services\/token)$/;

function checkIssuer(place: string, { issuer }: PipelineSubject): void {
  if (!isKnown(issuer.url) || GITHUB.test(issuer.url)) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the job's tokens come from ${quoted(issuer.name)} (${issuer.url}), which is not GitHub`,
    cure: "give a job of GitHubActions; for GitLab call gitlabJob, for others read pipeline.jobSettings(subject)",
  });
}
