import type { IdentityRequests } from "../core/identity";
import type { FederatedPipeline } from "./federated-pipeline";
import { claims } from "./job-collision";
import type { PipelineSubject } from "./pipeline-subject";

/** The shell variable that holds the job's own folder. Its text begins the path of every file. */
const FOLDER = "$WORKLOAD_IDENTITY";

/**
 * What a GitLab job must say to become the identities of the pipeline, as YAML to paste below the job's name: a token an identity,
 * and a `before_script` that keeps each in a file and sets what the clouds' tools read. The folder is new in every job, and closed
 * to other users of the runner.
 *
 * A Terraform output of it prints as `terraform output -raw NAME`. https://docs.gitlab.com/ci/yaml/#id_tokens
 *
 * @throws FederationError SUBJECT_UNKNOWN, ENV_COLLISION
 * @example
 * import { TerraformOutput } from "cdktf";
 * import { gitlabJob } from "cdktf-workload-identity/ci";
 * new TerraformOutput(this, "deploy-job", { value: gitlabJob(deploy, main) });
 */
export function gitlabJob<R extends IdentityRequests>(pipeline: FederatedPipeline<R>, subject: PipelineSubject): string {
  const claim = claims(pipeline.node.path, "set");
  const parts = Object.entries(pipeline.jobSettings(subject)).map(([key, settings]) => {
    const variable = claim(`${key.replaceAll("-", "_").toUpperCase()}_ID_TOKEN`, key);
    const tokenFile = `${FOLDER}/${key}.token`;
    const { env, files } = settings.withTokenFile(tokenFile);
    return {
      token: [`  ${variable}:`, `    aud: ${JSON.stringify(settings.audience)}`],
      script: [
        `printf %s "$${variable}" > "${tokenFile}"`,
        ...files.flatMap(({ path, content }) => [`cat > "${path}" <<END_OF_FILE`, ...inDocument(content), "END_OF_FILE"]),
        ...Object.entries(env).map(([name, value]) => `export ${claim(name, key)}="${inQuotes(value)}"`),
      ],
    };
  });
  return [
    "id_tokens:",
    ...parts.flatMap(({ token }) => token),
    "before_script:",
    "  - |",
    `    ${FOLDER.slice(1)}="$(mktemp -d)"`,
    ...parts.flatMap(({ script }) => script.map((line) => `    ${line}`)),
    "",
  ].join("\n");
}

// What cdktf replaces by a Terraform expression later on stays as it is.
const SPECIAL = /[\\`]|\$(?!\{TfToken\[|WORKLOAD_IDENTITY\/)/g;

function inDocument(content: string): readonly string[] {
  return content.replace(/\n$/, "").replace(SPECIAL, "\\$&").split("\n");
}

function inQuotes(value: string): string {
  return value.replace(SPECIAL, "\\$&").replaceAll('"', '\\"');
}
