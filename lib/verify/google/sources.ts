/** The pages of Google that findings name. */
export const SOURCES = {
  mapping: "https://cloud.google.com/iam/docs/workload-identity-federation#mapping",
  conditions: "https://cloud.google.com/iam/docs/workload-identity-federation#conditions",
  principals: "https://cloud.google.com/iam/docs/principal-identifiers",
  practices: "https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation",
  provider: "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_workload_identity_pool_provider",
  pool: "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_workload_identity_pool",
  impersonation: "https://cloud.google.com/iam/docs/service-account-permissions",
  gitlab: "https://docs.gitlab.com/ci/secrets/id_token_authentication/#token-payload",
  extract: "https://cloud.google.com/iam/docs/conditions-attribute-reference#extract",
} as const;
