/** The Azure clouds: each has its own login service and its own audience. */
export type AzureCloud = "public" | "usgovernment" | "china";

/**
 * Login service and token exchange audience of each cloud.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud and
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const AZURE_CLOUDS: Readonly<Record<AzureCloud, { readonly authorityHost: string; readonly audience: string }>> = {
  public: { authorityHost: "https://login.microsoftonline.com/", audience: "api://AzureADTokenExchange" },
  usgovernment: { authorityHost: "https://login.microsoftonline.us/", audience: "api://AzureADTokenExchangeUSGov" },
  china: { authorityHost: "https://login.chinacloudapi.cn/", audience: "api://AzureADTokenExchangeChina" },
};
