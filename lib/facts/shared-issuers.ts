/** An issuer whose URL is the same for all its customers: what tells one customer's tokens from another's. */
export interface SharedIssuer {
  readonly name: string;
  /** The claim that IAM wants compared in every trust policy. */
  readonly control: "sub" | "aud" | "sts:RoleSessionName";
  /** What a subject must begin with to belong to one customer. @default - unknown: only exact subjects do */
  readonly tenant?: Tenant;
  /** Claims that pin the customer as well, whatever the subject says. */
  readonly tenantClaims: readonly string[];
}

/** How subjects name one customer. */
export interface Tenant {
  readonly pattern: RegExp;
  /** What the pattern takes begins with one of these, and the customer's name follows. */
  readonly openers: readonly string[];
  /** How a subject begins that is the customer's id alone. @default - none is */
  readonly bareId?: RegExp;
  readonly example: string;
}

const GITHUB_TENANT: Tenant = {
  openers: [
    "repo:",
    "repository:",
    "repository_owner:",
    "repository_owner_id:",
    "repository_id:",
    "enterprise:",
    "enterprise_id:",
  ],
  pattern:
    /^(repo|repository):[^/:*?]+\/|^(repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^:*?]+(:|$)/,
  example: "repo:ORG/ or repo:ORG@ID/",
};

/**
 * The issuers that IAM knows as shared, without `https://`. IAM refuses a trust policy that does not compare their controls; ours
 * always compares `sub` and `aud`. (IBM Turbonomic's are left out: they are one customer's each to us, and `sub` is compared anyway.
 * Cognito is no OIDC provider of an account.)
 *
 * Controls: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 * Subjects: the issuers' own pages on AWS: https://docs.github.com/en/actions/reference/security/oidc,
 * https://docs.gitlab.com/ci/cloud_services/aws/, https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration,
 * https://buildkite.com/docs/pipelines/security/oidc/aws, https://codefresh.io/docs/docs/integrations/oidc-pipelines/,
 * https://docs.scalr.io/docs/aws, https://docs.upbound.io, https://dvc.org/doc/studio/user-guide/openid-connect
 */
export const SHARED_ISSUERS: Readonly<Record<string, SharedIssuer>> = {
  // Subjects are numbers of service accounts and users, which no beginning groups by customer.
  "accounts.google.com": { name: "Google", control: "sub", tenantClaims: [] },
  "token.actions.githubusercontent.com": {
    name: "GitHub Actions",
    control: "sub",
    tenant: GITHUB_TENANT,
    tenantClaims: ["enterprise_id", "repository", "repository_id", "repository_owner_id"],
  },
  "vstoken.actions.githubusercontent.com": { name: "GitHub Actions", control: "sub", tenant: GITHUB_TENANT, tenantClaims: [] },
  "oidc-configuration.audit-log.githubusercontent.com": { name: "GitHub audit log streaming", control: "sub", tenantClaims: [] },
  "gitlab.com": {
    name: "GitLab.com",
    control: "sub",
    tenant: {
      openers: ["project_path:", "project_id:"],
      pattern: /^project_path:[^/:*?]+\/|^project_id:\d+(:|$)/,
      example: "project_path:GROUP/ or project_id:ID:",
    },
    tenantClaims: ["namespace_id", "project_id"],
  },
  "app.terraform.io": {
    name: "HCP Terraform",
    control: "sub",
    tenant: { openers: ["organization:"], pattern: /^organization:[^:*?]+:/, example: "organization:ORG:" },
    tenantClaims: [],
  },
  "app.eu.terraform.io": {
    name: "HCP Terraform Europe",
    control: "sub",
    tenant: { openers: ["organization:"], pattern: /^organization:[^:*?]+:/, example: "organization:ORG:" },
    tenantClaims: [],
  },
  "agent.buildkite.com": {
    name: "Buildkite",
    control: "sub",
    // `--subject-claim` makes the subject the UUID of the organization, pipeline or cluster.
    tenant: {
      openers: ["organization:"],
      bareId: /^[0-9a-f-]{1,36}$/,
      pattern: /^organization:[^:*?]+:|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      example: "organization:ORG:",
    },
    tenantClaims: ["cluster_id", "organization_id", "organization_slug", "pipeline_id"],
  },
  "oidc.codefresh.io": {
    name: "Codefresh",
    control: "sub",
    tenant: { openers: ["account:"], pattern: /^account:[^:*?]+:/, example: "account:ACCOUNT:" },
    tenantClaims: [],
  },
  "scalr.io": {
    name: "Scalr",
    control: "sub",
    tenant: { openers: ["account:"], pattern: /^account:[^:*?]+:/, example: "account:ACCOUNT:" },
    tenantClaims: [],
  },
  "proidc.upbound.io": {
    name: "Upbound",
    control: "sub",
    tenant: { openers: ["mcp:"], pattern: /^mcp:[^/:*?]+\//, example: "mcp:ORG/" },
    tenantClaims: [],
  },
  "studio.datachain.ai/api": {
    name: "DVC Studio",
    control: "sub",
    tenant: { openers: ["credentials:"], pattern: /^credentials:[^/:*?]+\//, example: "credentials:TEAM/" },
    tenantClaims: [],
  },
  "tokens.cloud.shisho.dev": { name: "Shisho Cloud", control: "sub", tenantClaims: [] },
  "api.pulumi.com/oidc": { name: "Pulumi Cloud", control: "aud", tenantClaims: [] },
  "oidc.vercel.com": { name: "Vercel", control: "aud", tenantClaims: [] },
  "sandboxes.cloud": { name: "sandboxes.cloud", control: "aud", tenantClaims: [] },
  "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": {
    name: "Microsoft Sentinel",
    control: "sts:RoleSessionName",
    tenantClaims: [],
  },
};
