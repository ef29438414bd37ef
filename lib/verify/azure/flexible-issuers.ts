/** Issuers of which Entra compares claims by an expression. */
export interface FlexibleIssuer {
  readonly name: string;
  /** The URL, exactly. */
  readonly url: RegExp;
  /** The claims that an expression may compare, and how. */
  readonly claims: Readonly<Record<string, readonly ("eq" | "matches")[]>>;
  /** Claims of which an expression must compare one, besides `sub`. */
  readonly oneOf: readonly string[];
}

const SUBJECT = { sub: ["eq", "matches"] } as const;

/**
 * Of GitHub, since August 2026, an expression must compare `sub` and the repository or its owner by id. Older credentials stay.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 */
export const FLEXIBLE_ISSUERS: readonly FlexibleIssuer[] = [
  {
    name: "GitHub",
    url: /^https:\/\/token\.actions\.githubusercontent\.com$/,
    claims: { ...SUBJECT, job_workflow_ref: ["eq", "matches"], repository_id: ["eq"], repository_owner_id: ["eq"] },
    oneOf: ["repository_id", "repository_owner_id"],
  },
  { name: "GitLab", url: /^https:\/\/gitlab\.(com|[A-Za-z0-9.-]{1,200}\.(com|ca))$/, claims: SUBJECT, oneOf: [] },
  { name: "HCP Terraform", url: /^https:\/\/app\.(eu\.)?terraform\.io$/, claims: SUBJECT, oneOf: [] },
];
