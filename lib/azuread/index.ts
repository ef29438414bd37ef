export type { AzureCloud } from "../facts/azure-clouds";
export { AzureApplication, type AzureApplicationOptions, type AzureApplicationProps } from "./azure-application";
export type { EntraTenant } from "./entra-tenant";
export { EntraTrust, type EntraTrustProps } from "./entra-trust";
export { FLEXIBLE_ISSUERS, type FlexibleIssuers } from "./flexible-issuers";
