/**
 * AKS identity bindings, each fact with its source.
 * "API" is https://github.com/Azure/azure-rest-api-specs/blob/main/specification/containerservice/resource-manager/Microsoft.ContainerService/aks/stable/2026-04-01/managedClusters.json
 * "Set-up" is https://learn.microsoft.com/azure/aks/identity-bindings
 */
export const AKS_IDENTITY_BINDING = {
  /** API. */
  type: "Microsoft.ContainerService/managedClusters/identityBindings",
  /** The first version of the API without "preview". API. */
  apiVersion: "2026-04-01",
  /** A cluster's resource id, in any letter case: `az aks show` writes `resourcegroups`. API, and the rules of resource groups. */
  clusterId: {
    pattern:
      /^\/subscriptions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/resourceGroups\/[\w().-]{0,89}[\w()-]\/providers\/Microsoft\.ContainerService\/managedClusters\/[a-z0-9]([\w-]{0,61}[a-z0-9])?$/i,
    part: /^[\w().\/-]+$/,
  },
  /** API: `^[a-z][a-z0-9]{0,63}$` and at most 63 characters. */
  name: { maxLength: 63, pattern: /^[a-z][a-z0-9]{0,62}$/ },
  /** Letters of the managed identity's name and of its resource group. API; azapi does not compare them. */
  identityNames: /^[A-Za-z0-9-]+$/,
  /** What a pod carries so that the webhook (1.6.0 or later) gives it the way to AKS's token service. Set-up. */
  podAnnotation: ["azure.workload.identity/use-identity-binding", "true"],
  /** What a ServiceAccount must be allowed on the cluster, on a resource that is called as the identity's client id. Set-up. */
  grant: { apiGroup: "cid.wi.aks.azure.com", verb: "use-managed-identity" },
  /** Federated credentials that AKS writes to an identity, whatever the number of its bindings. Set-up. */
  credentials: 1,
} as const;
