export type { AksBindingCluster, AksBindingTrust } from "./aks-binding-cluster";
export { AksBoundIdentity, type AksBoundIdentityProps } from "./aks-bound-identity";
export { AksIdentityBindings, type AksIdentityBindingsProps } from "./aks-identity-bindings";
export {
  AzureManagedIdentity,
  type AzureManagedIdentityOptions,
  type AzureManagedIdentityProps,
  type CommonManagedIdentityOptions,
} from "./azure-managed-identity";
export { AzureShardedIdentity, type AzureShardedIdentityOptions, type AzureShardedIdentityProps } from "./azure-sharded-identity";
export { AzureTrust, type AzureTrustProps } from "./azure-trust";
export { AZURE_CLOUDS, type AzureCloud } from "../facts/azure-clouds";
export {
  ExistingAzureManagedIdentity,
  type ExistingAzureManagedIdentityProps,
  type ExistingManagedIdentity,
  type ExistingManagedIdentityOptions,
} from "./existing-azure-managed-identity";
export { AZURE_LIMITS } from "../facts/azure";
export type { AzureRoleAssignment } from "./role-assignments";
export type { AzureTenant } from "./tenant";
export { BlobPublishedIssuer, type BlobPublishedIssuerProps } from "./blob-published-issuer";
export { AzapiProvider, type AzapiProviderConfig } from "./resources/azapi-provider";
