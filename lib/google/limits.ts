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
  /** Provider. */
  audiences: { maxCount: 10, maxLength: 256 },
} as const;
