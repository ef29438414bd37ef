export { AzureManagedIdentity, type AzureManagedIdentityOptions, type AzureManagedIdentityProps } from "./azure-managed-identity";
export { AzureTrust, type AzureTrustProps } from "./azure-trust";
export { AZURE_CLOUDS, type AzureCloud } from "./clouds";
export { AZURE_LIMITS } from "./limits";
export type { AzureRoleAssignment } from "./role-assignments";
export type { AzureTenant } from "./tenant";
