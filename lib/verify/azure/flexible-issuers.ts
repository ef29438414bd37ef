/** Issuers of which Entra compares claims by an expression. */
export interface FlexibleIssuer {
  readonly name: string;
  /** The URL, exactly. */
  readonly url: RegExp;
  /** The claims that an expression may compare, and how. */
  readonly claims: Readonly<Record<string, readonly ("eq" | "matches")[]>>;
  /** Claims of which an expression must compare one, besides `sub`. */
  readonly oneOf: readonly string[];
  /** Beside which subjects these are known to be taken. Older texts know of `sub` alone. @default - any */
  readonly idSubjects?: RegExp;
  /** Subjects that name such an id themselves: texts contradict each other on whether one must stand beside them. @default - none */
  readonly immutableSubjects?: RegExp;
}

const SUBJECT = { sub: ["eq", "matches"] } as const;

const ID = ["eq"] as const;

/**
 * Of GitHub and GitLab, since August 2026, an expression must compare `sub` and an id that nobody can take over. Older credentials stay.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-set-up-flexible-federated-identity-credential,
 * https://github.com/hashicorp/terraform-provider-azuread/issues/1901
 */
export const FLEXIBLE_ISSUERS: readonly FlexibleIssuer[] = [
  {
    name: "GitHub",
    url: /^https:\/\/token\.actions\.githubusercontent\.com$/,
    claims: { ...SUBJECT, job_workflow_ref: ["eq", "matches"], repository_id: ID, repository_owner_id: ID },
    oneOf: ["repository_id", "repository_owner_id"],
  },
  {
    name: "GitLab",
    url: /^https:\/\/gitlab\.(com|[A-Za-z0-9.-]{1,200}\.(com|ca))$/,
    claims: { ...SUBJECT, project_id: ID, namespace_id: ID, user_id: ID },
    oneOf: ["project_id", "namespace_id", "user_id"],
    idSubjects: /^project_(path|id):/,
    immutableSubjects: /^project_id:/,
  },
  { name: "HCP Terraform", url: /^https:\/\/app\.(eu\.)?terraform\.io$/, claims: SUBJECT, oneOf: [] },
];
