/**
 * Quotas and formats of Azure, each with its source.
 * "Considerations" is https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const AZURE_LIMITS = {
  /** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
  identityName: { maxLength: 128, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/ },
  /** Considerations. */
  credentialName: { maxLength: 120, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/ },
  /** Federated credentials of one identity. Considerations. */
  credentials: { maxCount: 20 },
  /** Characters of an issuer and of a subject. Considerations. */
  credentialField: { maxLength: 600 },
  /** Seconds. https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
  webhookTokenExpiration: { min: 3600, max: 86_400 },
} as const;
