/**
 * Whom a pattern of a CI system's subjects lets in besides the job that its author thinks of. `owner`: every repository, project or workspace of
 * an owner. `repository`: every branch, tag and pull request of one. `prefix`: others whose name begins with the same letters, as
 * `environment:prod*` is `production-of-somebody` too.
 */
export type Breadth = "owner" | "repository" | "prefix";

const OWNERS = /^(repo|repository|project_path):[^:*?]+\/\*|^organization:[^:*?]+:(project:)?\*/;
const REPOSITORY = /^(repo|repository|project_path|project_id|repository_id):[^:*?]+:\*$/;
/** The sections whose values are names that others can choose, too. Refs are the repository's own. */
const PREFIX = /(^|:)(repo|repository|project_path|project|environment|workspace):[^:*?]*[\p{L}\p{N}]\*/u;

/**
 * How broad a pattern is, `*` any characters; `undefined`: none of these. Subjects:
 * https://docs.github.com/en/actions/reference/security/oidc, https://docs.gitlab.com/ci/secrets/id_token_authentication/,
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 */
export function breadthOf(pattern: string): Breadth | undefined {
  if (OWNERS.test(pattern)) return "owner";
  if (REPOSITORY.test(pattern)) return "repository";
  return PREFIX.test(pattern) ? "prefix" : undefined;
}
