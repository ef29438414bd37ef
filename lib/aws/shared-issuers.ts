import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import type { Subject } from "../core/subject";
import { isKnown } from "../core/tokens";

/** An issuer whose URL is the same for all its customers: what tells one customer's tokens from another's. */
export interface SharedIssuer {
  readonly name: string;
  /** The claim that IAM wants compared in every trust policy. */
  readonly control: "sub" | "aud" | "sts:RoleSessionName";
  /** What a subject must begin with to belong to one customer. @default - unknown: only exact subjects do */
  readonly tenant?: { readonly pattern: RegExp; readonly example: string };
  /** Claims that pin the customer as well, whatever the subject says. */
  readonly tenantClaims: readonly string[];
}

const GITHUB_TENANT = {
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
    tenant: { pattern: /^project_path:[^/:*?]+\/|^project_id:\d+(:|$)/, example: "project_path:GROUP/ or project_id:ID:" },
    tenantClaims: ["namespace_id", "project_id"],
  },
  "app.terraform.io": {
    name: "HCP Terraform",
    control: "sub",
    tenant: { pattern: /^organization:[^:*?]+:/, example: "organization:ORG:" },
    tenantClaims: [],
  },
  "app.eu.terraform.io": {
    name: "HCP Terraform Europe",
    control: "sub",
    tenant: { pattern: /^organization:[^:*?]+:/, example: "organization:ORG:" },
    tenantClaims: [],
  },
  "agent.buildkite.com": {
    name: "Buildkite",
    control: "sub",
    // `--subject-claim` makes the subject the UUID of the organization, pipeline or cluster.
    tenant: { pattern: /^organization:[^:*?]+:|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, example: "organization:ORG:" },
    tenantClaims: ["cluster_id", "organization_id", "organization_slug", "pipeline_id"],
  },
  "oidc.codefresh.io": {
    name: "Codefresh",
    control: "sub",
    tenant: { pattern: /^account:[^:*?]+:/, example: "account:ACCOUNT:" },
    tenantClaims: [],
  },
  "scalr.io": {
    name: "Scalr",
    control: "sub",
    tenant: { pattern: /^account:[^:*?]+:/, example: "account:ACCOUNT:" },
    tenantClaims: [],
  },
  "proidc.upbound.io": {
    name: "Upbound",
    control: "sub",
    tenant: { pattern: /^mcp:[^/:*?]+\//, example: "mcp:ORG/" },
    tenantClaims: [],
  },
  "studio.datachain.ai/api": {
    name: "DVC Studio",
    control: "sub",
    tenant: { pattern: /^credentials:[^/:*?]+\//, example: "credentials:TEAM/" },
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

/**
 * Refuses a trust that lets other customers of a shared issuer in: a subject that does not name the organization whole. IAM itself
 * takes `repo:*` and `repo:acme*`, the first of which lets every repository of GitHub in, the second those of `acme-evil`.
 */
export function checkSharedIssuer(place: string, issuer: Issuer, subject: Subject): void {
  if (!isKnown(issuer.url)) return;
  const [, shared] = Object.entries(SHARED_ISSUERS).find(([url]) => url === issuer.hostAndPath.replace(/\/+$/, "")) ?? [];
  if (shared === undefined) return;
  const refuse = (what: string, cure: string): never => {
    throw new FederationError(place, { code: "SHARED_ISSUER_TOO_WIDE", what, cure });
  };
  const { name, control, tenant, tenantClaims } = shared;
  if (control === "sts:RoleSessionName") {
    refuse(
      `IAM wants every trust policy for ${name} (${issuer.url}) to compare sts:RoleSessionName, which this library does not write`,
      "write this role with aws_iam_role itself",
    );
  }
  // Where the audience tells the customers apart, it does so already: it is always compared, and always exactly.
  if (control === "aud" || !isKnown(subject.text)) return;
  if (tenantClaims.some((claim) => claim in subject.claims)) return;
  if (tenant === undefined ? subject.kind === "exact" : tenant.pattern.test(subject.text)) return;
  const claims = tenantClaims.length === 0 ? "" : `, or add one of the claims ${tenantClaims.join(", ")}`;
  refuse(
    `the subject ${quoted(subject.text)} does not name one whole organization, and everybody's tokens come from ${name} (${issuer.url})`,
    tenant === undefined ? "name each subject exactly" : `begin it with ${tenant.example}${claims}`,
  );
}
