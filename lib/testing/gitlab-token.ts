import type { Token } from "../verify/token";
import { times, withClaims, type ClaimOptions } from "./claims";

/** Whose token of GitLab CI/CD. */
export interface GitLabTokenOptions extends ClaimOptions {
  /** The full path: `group/subgroup/project`. */
  readonly project: string;
  /** The branch or tag. @default "main" */
  readonly ref?: string;
  /** @default "branch" */
  readonly refType?: "branch" | "tag";
  /** Whether the ref is protected. @default - true */
  readonly refProtected?: boolean;
  /** The environment that the job names; it is not in the subject. @default - none */
  readonly environment?: string;
  /** @default "20" */
  readonly projectId?: string;
  /** The id of the group or user that the project is in. @default "72" */
  readonly namespaceId?: string;
  /** Whether the subject begins with `project_id:20`, as a project can set it. @default - false: with `project_path:` */
  readonly subjectByProjectId?: boolean;
  /** @default "https://gitlab.com" */
  readonly issuer?: string;
}

/**
 * The claims of a job's ID token of GitLab. All ids are texts, but `runner_id`.
 * https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload
 *
 * @example
 * import { gitlabToken } from "cdktf-workload-identity/testing";
 * gitlabToken({ project: "acme/api", ref: "main", audience: "https://gitlab.com" });
 */
export function gitlabToken(options: GitLabTokenOptions): Token {
  const { project, ref = "main", refType = "branch", projectId = "20", namespaceId = "72", environment, audience } = options;
  const issuer = options.issuer ?? "https://gitlab.com";
  const refPath = `refs/${refType === "tag" ? "tags" : "heads"}/${ref}`;
  const subject = options.subjectByProjectId === true ? `project_id:${projectId}` : `project_path:${project}`;
  const claims: Token = {
    namespace_id: namespaceId,
    namespace_path: project.slice(0, Math.max(0, project.lastIndexOf("/"))),
    project_id: projectId,
    project_path: project,
    user_id: "1",
    user_login: "sample-user",
    user_email: "sample-user@example.com",
    user_access_level: "maintainer",
    pipeline_id: "574",
    pipeline_source: "push",
    job_id: "302",
    ref,
    ref_type: refType,
    ref_path: refPath,
    ref_protected: String(options.refProtected ?? true),
    ...(environment === undefined ? {} : { environment, environment_protected: "false" }),
    runner_id: 1,
    runner_environment: "gitlab-hosted",
    sha: "714a629c0b401fdce83e847fc9589983fc6f46bc",
    project_visibility: "private",
    ci_config_ref_uri: `${issuer.replace("https://", "")}/${project}//.gitlab-ci.yml@${refPath}`,
    ci_config_sha: "714a629c0b401fdce83e847fc9589983fc6f46bc",
    jti: "235b3a54-b797-45c7-ae9a-f72d7bc6ef5b",
    iss: issuer,
    ...times(options),
    sub: `${subject}:ref_type:${refType}:ref:${ref}`,
    aud: audience,
  };
  return withClaims(claims, options.claims);
}
