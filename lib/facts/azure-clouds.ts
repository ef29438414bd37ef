/** The Azure clouds: each has its own login service and its own audience. */
export type AzureCloud = "public" | "usgovernment" | "china";

/**
 * Login service, token exchange audience, name in the command line and domain of storage of each cloud.
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud and
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const AZURE_CLOUDS: Readonly<
  Record<
    AzureCloud,
    { readonly authorityHost: string; readonly audience: string; readonly cliName: string; readonly storageSuffix: string }
  >
> = {
  public: {
    authorityHost: "https://login.microsoftonline.com/",
    audience: "api://AzureADTokenExchange",
    cliName: "azurecloud",
    storageSuffix: "core.windows.net",
  },
  usgovernment: {
    authorityHost: "https://login.microsoftonline.us/",
    audience: "api://AzureADTokenExchangeUSGov",
    cliName: "azureusgovernment",
    storageSuffix: "core.usgovcloudapi.net",
  },
  china: {
    authorityHost: "https://login.chinacloudapi.cn/",
    audience: "api://AzureADTokenExchangeChina",
    cliName: "azurechinacloud",
    storageSuffix: "core.chinacloudapi.cn",
  },
};
