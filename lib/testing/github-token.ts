import type { Token } from "../verify/token";
import { times, withClaims, type ClaimOptions } from "./claims";

/** Whose token of GitHub Actions. */
export interface GitHubTokenOptions extends ClaimOptions {
  /** `OWNER/REPO`. */
  readonly repository: string;
  /** What the job runs on: `refs/heads/main`, `refs/tags/v1`. @default "refs/heads/main"; of a pull request `refs/pull/1/merge` */
  readonly ref?: string;
  /** The environment that the job names; the subject then names it in place of the ref. @default - none */
  readonly environment?: string;
  /** Whether it runs for a pull request. @default - false */
  readonly pullRequest?: boolean;
  /** The id of the owner. @default "65" */
  readonly ownerId?: string;
  /** The id of the repository. @default "74" */
  readonly repositoryId?: string;
  /**
   * Whether the subject holds the ids, `repo:OWNER@65/REPO@74:…`, as that of a repository does that was created, renamed or transferred
   * after 2026-07-15. @default - false
   */
  readonly immutableSubject?: boolean;
  /** The reusable workflow that the job runs. @default - the repository's own `.github/workflows/deploy.yml` */
  readonly jobWorkflowRef?: string;
  /** @default "https://token.actions.githubusercontent.com" */
  readonly issuer?: string;
}

/**
 * The claims of a job's token of GitHub Actions. The subject is that of GitHub's default template, and says what the other claims say.
 * https://docs.github.com/en/actions/reference/security/oidc
 *
 * @example
 * import { githubToken } from "cdktf-workload-identity/testing";
 * githubToken({ repository: "acme/api", environment: "production", audience: "sts.amazonaws.com" });
 */
export function githubToken(options: GitHubTokenOptions): Token {
  const { repository, environment, pullRequest = false, ownerId = "65", repositoryId = "74", audience } = options;
  const ref = options.ref ?? (pullRequest ? "refs/pull/1/merge" : "refs/heads/main");
  const [owner = ""] = repository.split("/");
  const immutable = `${owner}@${ownerId}${repository.slice(owner.length)}@${repositoryId}`;
  const context = environment !== undefined ? `environment:${spelled(environment)}` : pullRequest ? "pull_request" : `ref:${ref}`;
  const refType = ref.startsWith("refs/tags/") ? "tag" : "branch";
  const claims: Token = {
    jti: "b1f5a4c8-6f0e-4f0a-9d5c-0e7a3d1c2b4f",
    sub: `repo:${options.immutableSubject === true ? immutable : repository}:${context}`,
    aud: audience,
    ...(environment === undefined ? {} : { environment }),
    ref,
    ref_type: refType,
    sha: "714a629c0b401fdce83e847fc9589983fc6f46bc",
    repository,
    repository_owner: owner,
    repository_owner_id: ownerId,
    repository_id: repositoryId,
    repository_visibility: "private",
    actor: "octocat",
    actor_id: "12",
    run_id: "574",
    run_number: "10",
    run_attempt: "1",
    runner_environment: "github-hosted",
    workflow: "deploy",
    workflow_ref: `${repository}/.github/workflows/deploy.yml@${ref}`,
    job_workflow_ref: options.jobWorkflowRef ?? `${repository}/.github/workflows/deploy.yml@${ref}`,
    head_ref: pullRequest ? "feature" : "",
    base_ref: pullRequest ? "main" : "",
    event_name: pullRequest ? "pull_request" : "push",
    iss: options.issuer ?? "https://token.actions.githubusercontent.com",
    ...times(options),
  };
  return withClaims(claims, options.claims);
}

/** In a subject the colons of an environment are escaped; in the claim of its own they are not. */
const spelled = (environment: string): string => environment.replaceAll(":", "%3A");
