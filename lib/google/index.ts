export { credentialConfig, type CredentialConfigProps } from "./credential-config";
export {
  ExistingGoogleServiceAccount,
  type ExistingGoogleServiceAccountProps,
  type ExistingServiceAccountOptions,
} from "./existing-google-service-account";
export type { ExistingGoogleTrustProps, ExistingPoolProvider } from "./existing-google-trust";
export { GooglePrincipal, type GooglePrincipalOptions, type GooglePrincipalProps } from "./google-principal";
export { GoogleServiceAccount, type GoogleServiceAccountOptions, type GoogleServiceAccountProps } from "./google-service-account";
export { GoogleTrust, type GoogleTrustProps, type PoolOptions } from "./google-trust";
export type { IGoogleTrust } from "./i-google-trust";
export { GOOGLE_LIMITS } from "./limits";
export type { GooglePoolTrust, PoolProvider } from "./pool-trust";
export { defaultAudience, providerResource, subjectPrincipal, type PoolProviderName } from "./principals";
