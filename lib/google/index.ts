export type { FederatedMember, GoogleAccess, GoogleProjectTrust, ImpersonatedAccount } from "./access";
export { allOf, anyOf, claimEquals, claimIn, namespaceIn } from "./conditions";
export { credentialConfig, type CredentialConfigProps } from "./credential-config";
export {
  ExistingGoogleServiceAccount,
  type ExistingGoogleServiceAccountProps,
  type ExistingServiceAccountOptions,
} from "./existing-google-service-account";
export type { ExistingGoogleTrustProps, ExistingPoolProvider } from "./existing-pool-provider";
export { GkeTrust, type GkeTrustProps } from "./gke-trust";
export { GooglePrincipal, type GooglePrincipalOptions, type GooglePrincipalProps } from "./google-principal";
export { GoogleServiceAccount, type GoogleServiceAccountOptions, type GoogleServiceAccountProps } from "./google-service-account";
export { GoogleTrust, type GoogleTrustProps } from "./google-trust";
export type { IGooglePoolTrust, IGoogleTrust } from "./i-google-trust";
export { GOOGLE_LIMITS } from "../facts/google";
export type { PoolOptions, ProviderOptions } from "./pool-options";
export type { GooglePoolTrust, PoolProvider } from "./pool-trust";
export { defaultAudience, providerResource, subjectPrincipal, type PoolProviderName } from "./principals";
export { expiresAt, resourceNameStartsWith, type RoleCondition } from "./role-conditions";
export type { GoogleRoleGrant } from "./role-grants";
export { SharedGooglePool, type SharedGooglePoolProps } from "./shared-google-pool";
export { attributeMemberOf, memberOf, type MappedPool, type SubjectMapping } from "./subject-mapping";
export { GcsPublishedIssuer, type GcsPublishedIssuerProps } from "./gcs-published-issuer";
