/**
 * Quotas and formats of Azure, each with its source.
 * "Considerations" is https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 * "Name rules" is https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export const AZURE_LIMITS = {
  /** Name rules. */
  identityName: { maxLength: 128, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/, part: /^[A-Za-z0-9_-]*$/ },
  /** Name rules, without the letters beyond ASCII that Azure takes and azurerm 4.55 refuses. */
  resourceGroupName: { maxLength: 90, pattern: /^[A-Za-z0-9_().-]{1,90}(?<!\.)$/, part: /^[A-Za-z0-9_().-]*$/ },
  /** Considerations. */
  credentialName: { maxLength: 120, pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/ },
  /** Federated credentials of one identity. Considerations. */
  credentials: { maxCount: 20 },
  /** Characters of an issuer and of a subject. Considerations. */
  credentialField: { maxLength: 600 },
  /** Seconds. https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html */
  webhookTokenExpiration: { min: 3600, max: 86_400 },
  /** Tags of a resource. https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
  tags: { maxCount: 50 },
  /** The same page counts characters; azurerm 4.55 counts bytes, and is asked first. */
  tagKey: { minLength: 1, maxBytes: 512, pattern: /^[^<>%&\\?/]+$/, part: /^[^<>%&\\?/]*$/ },
  tagValue: { maxBytes: 256 },
  /** A name in which azurerm asks for a role, inside of single quotes. https://learn.microsoft.com/azure/role-based-access-control/custom-roles */
  roleName: { minLength: 1, maxLength: 512, pattern: /^(?!\s)[^'\p{Cc}]+(?<!\s)$/u, part: /^[^'\p{Cc}]*$/u },
  /** Name rules: storage accounts, and their containers. */
  storageAccount: { minLength: 3, maxLength: 24, pattern: /^[a-z0-9]{3,24}$/, part: /^[a-z0-9]*$/ },
  container: {
    minLength: 3,
    maxLength: 63,
    pattern: /^(?:\$web|\$root|(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*)$/,
    part: /^(?!.*--)[a-z0-9-]*$/,
  },
  /** What tenants, clients and principals are known by. */
  uuid: { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, part: /^[0-9a-f-]{0,36}$/i },
  /** https://learn.microsoft.com/graph/api/resources/application */
  applicationName: { minLength: 1, maxLength: 256, pattern: /\S/ },
  /** The same page counts characters; azuread 3.7 counts bytes. */
  applicationDescription: { maxBytes: 1024 },
} as const;
