import type { AzureManagedIdentity, AzureShardedIdentity } from "../../lib/azure";
import type { AzureApplication } from "../../lib/azuread";
import type { CloudContract } from "../contract";
import type { Terraform } from "../world";

export const TENANT = "22222222-2222-2222-2222-222222222222";

/** What is the same of everything that Entra knows by a client id. */
export const entra = (clientId: (terraform: Terraform) => string) =>
  ({
    withWebhook: {
      cluster: ({ we }) => we,
      annotations: (terraform) => ({
        "azure.workload.identity/client-id": clientId(terraform),
        "azure.workload.identity/tenant-id": TENANT,
      }),
      pod: { labels: { "azure.workload.identity/use": "true" } },
    },
    withoutWebhook: (identity) => {
      const [shard] = (identity as Partial<AzureShardedIdentity>).identities ?? [];
      return {
        env: {
          AZURE_CLIENT_ID: (shard ?? (identity as AzureManagedIdentity | AzureApplication)).clientId,
          AZURE_TENANT_ID: TENANT,
          AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/login.microsoftonline.com/serviceaccount/token",
          AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
        },
        tokens: [
          {
            volumeName: "azure-token",
            mountPath: "/var/run/secrets/login.microsoftonline.com/serviceaccount",
            path: "token",
            audience: "api://AzureADTokenExchange",
            expirationSeconds: 3600,
          },
        ],
        files: [],
        labels: {},
        annotations: {},
      };
    },
    pattern: { refusedWith: "SUBJECT_PATTERN_UNSUPPORTED" },
    listsIssuers: false,
    takesJobs: true,
  }) satisfies Partial<CloudContract>;
