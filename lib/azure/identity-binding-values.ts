import { flag, given, list, required, shape, text, type RulesOf } from "../core/values";
import { AKS_IDENTITY_BINDING } from "../facts/aks";
import type { AksBindingCluster } from "./aks-binding-cluster";
import type { AksBoundIdentityProps } from "./aks-bound-identity";
import type { AksIdentityBindingsProps } from "./aks-identity-bindings";
import { AZURE_MANAGED_IDENTITY_OPTIONS } from "./identity-values";
import { OF_TRUST } from "./shared-values";

/** What an AKS cluster with identity bindings takes. */
export const AKS_BINDING_CLUSTER: RulesOf<AksBindingCluster> = {
  cluster: required(given("the cluster", "AksIdentityBindings")),
  id: required(
    text({
      noun: "the cluster's resource id",
      code: "AZURE_ID_INVALID",
      cure: 'give the output of "az aks show --query id", or the id of the azurerm_kubernetes_cluster',
      source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerservice",
      does: "canonical",
      example:
        "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ContainerService/managedClusters/we",
      pattern: AKS_IDENTITY_BINDING.clusterId.pattern,
      part: AKS_IDENTITY_BINDING.clusterId.part,
    }),
  ),
  provider: given("the cluster's azapi provider", "AksIdentityBindings"),
};

/** What identity bindings take. */
export const AKS_IDENTITY_BINDINGS_PROPS: RulesOf<AksIdentityBindingsProps> = {
  clusters: required(
    list({
      noun: "the list of clusters",
      code: "CLUSTERS_EMPTY",
      cure: "name at least one AKS cluster, or use AzureTrust",
      source: "ours: without a cluster there is nothing to bind",
      minCount: 1,
      of: shape("the cluster", AKS_BINDING_CLUSTER),
    }),
  ),
  trust: required(given("the trust", "AksIdentityBindings")),
  azapiProvider: required(given("the azapi provider", "AksIdentityBindings")),
  apiVersion: text({
    noun: "the version of the API",
    code: "AZURE_NAME_INVALID",
    cure: 'give a date, such as "2026-04-01" or "2026-04-02-preview"',
    source: "https://learn.microsoft.com/rest/api/aks/",
    does: "refused",
    example: AKS_IDENTITY_BINDING.apiVersion,
    mustBeKnown: true,
    pattern: /^\d{4}-\d{2}-\d{2}(-preview)?$/,
  }),
  schemaValidation: flag("schemaValidation"),
};

/** What a managed identity takes that is bound to AKS clusters. */
export const AKS_BOUND_IDENTITY_PROPS: RulesOf<AksBoundIdentityProps> = {
  ...AZURE_MANAGED_IDENTITY_OPTIONS,
  bindings: required(given("the identity bindings", "AksBoundIdentity")),
  sources: OF_TRUST.sources,
};
