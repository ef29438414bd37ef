import { isKnown } from "../core/tokens";

/** Issuers of which Entra compares claims by an expression, and which claims it may name. */
export interface FlexibleIssuers {
  /** Whose tokens these are. */
  readonly name: string;
  /** The URL, exactly. */
  readonly url: RegExp;
  /** The claims besides `sub` that an expression may compare. */
  readonly claims: readonly string[];
  /** The claims of which an expression must compare one. */
  readonly oneOf: readonly string[];
  /** The subjects beside which these claims are known to be taken. @default - any */
  readonly subjects?: RegExp;
}

/**
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials. Since August 2026 an
 * expression for GitHub or GitLab must name the repository, project or owner by id, because names can be taken over; whether a GitLab
 * subject that names an id itself is enough is not documented. https://github.com/hashicorp/terraform-provider-azuread/issues/1901
 */
export const FLEXIBLE_ISSUERS: readonly FlexibleIssuers[] = [
  {
    name: "GitHub",
    url: /^https:\/\/token\.actions\.githubusercontent\.com$/,
    claims: ["job_workflow_ref", "repository_id", "repository_owner_id"],
    oneOf: ["repository_id", "repository_owner_id"],
  },
  {
    name: "GitLab",
    url: /^https:\/\/gitlab\.(com|[A-Za-z0-9.-]+\.(com|ca))$/,
    claims: ["project_id", "user_id", "namespace_id"],
    oneOf: ["project_id", "user_id", "namespace_id"],
    subjects: /^project_(path|id):/,
  },
  { name: "HCP Terraform", url: /^https:\/\/app\.(eu\.)?terraform\.io$/, claims: [], oneOf: [] },
];

/** What Entra can compare of this issuer's tokens; undefined where it takes exact subjects alone, or the URL is unknown yet. */
export function flexibleIssuers(url: string): FlexibleIssuers | undefined {
  return isKnown(url) ? FLEXIBLE_ISSUERS.find((issuers) => issuers.url.test(url)) : undefined;
}
