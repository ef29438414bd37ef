/**
 * Quotas and formats of Google Cloud, each with its source.
 * "Provider" is https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_workload_identity_pool_provider,
 * which repeats the API's own text.
 */
export const GOOGLE_LIMITS = {
  /** Ids of pools and of their providers; `gcp-` is reserved. Provider. */
  poolId: { minLength: 4, maxLength: 32, pattern: /^[a-z0-9-]+$/, reservedPrefix: "gcp-" },
  /** Display names of pools and their providers. Provider. */
  displayName: { maxLength: 32 },
  /** https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account */
  serviceAccountId: { minLength: 6, maxLength: 30, pattern: /^[a-z]([-a-z0-9]*[a-z0-9])$/ },
  /** Display name of a service account. Same page. */
  serviceAccountDisplayName: { maxLength: 100 },
  /** Description of a service account, bytes in UTF-8. Same page. */
  serviceAccountDescription: { maxBytes: 256 },
  /** Bytes in UTF-8 of the mapped `google.subject`. Provider. */
  subject: { maxBytes: 127 },
  /** Characters. Provider. */
  attributeCondition: { maxLength: 4096 },
  /** Custom attributes of a provider: how many, their names, and the expressions that map them. Provider. */
  attributes: { maxCount: 50, maxLength: 100, pattern: /^[a-z0-9_]+$/, maxExpression: 2048 },
  /** Keys that a provider takes inline, and the fields that it takes of each. Provider; measured: other curves are rejected. */
  jwks: {
    fields: ["alg", "crv", "e", "kid", "kty", "n", "use", "x", "y"],
    curve: "P-256",
    algorithms: { RSA: "RS256", EC: "ES256" },
  },
  /**
   * Tokens of an impersonated service account, as gcloud checks them; above an hour needs leave of the organization.
   * https://cloud.google.com/iam/docs/create-short-lived-credentials-direct#sa-credentials-oauth
   */
  tokenLifetimeSeconds: { minimum: 600, maximum: 43_200 },
  /** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
  namespace: { maxLength: 63, pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ },
  /** Provider. */
  audiences: { maxCount: 10, maxLength: 256 },
} as const;
