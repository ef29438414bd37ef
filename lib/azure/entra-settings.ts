import type { ICluster } from "../core/cluster";
import type { IdentitySettings } from "../core/identity-settings";
import type { JobSettings } from "../core/job-settings";
import { AZURE_CLOUDS, type AzureCloud } from "./clouds";

/** What Entra knows a managed identity or an application by. */
export interface EntraClient {
  readonly clientId: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
}

/** Not a path of the webhook's, so that a pod keeps working on a cluster that gets the webhook later. */
const MOUNT_PATH = "/var/run/secrets/login.microsoftonline.com/serviceaccount";

/**
 * What a pod must carry to become a managed identity or an application. Where the Azure webhook runs, the ServiceAccount names the identity and the
 * pod (not the ServiceAccount) carries a label; the webhook adds token and environment. Elsewhere the pod carries both itself.
 * https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
export function entraSettings({ clientId, tenantId, cloud }: EntraClient, cluster: ICluster): Partial<IdentitySettings> {
  const { audience } = AZURE_CLOUDS[cloud];
  if (cluster.webhooks.includes("azure.workload.identity")) {
    return {
      serviceAccountAnnotations: {
        "azure.workload.identity/client-id": clientId,
        "azure.workload.identity/tenant-id": tenantId,
      },
      podLabels: { "azure.workload.identity/use": "true" },
    };
  }
  return {
    tokens: [{ volumeName: "azure-token", mountPath: MOUNT_PATH, path: "token", audience, expirationSeconds: 3600 }],
    env: entraEnv({ clientId, tenantId, cloud }, `${MOUNT_PATH}/token`),
  };
}

/** What a CI job must know to become a managed identity or an application. https://github.com/Azure/login */
export function entraJobSettings(client: EntraClient): JobSettings {
  const { audience, cliName } = AZURE_CLOUDS[client.cloud];
  return {
    audience,
    githubAction: {
      uses: "azure/login@v2",
      with: {
        "client-id": client.clientId,
        "tenant-id": client.tenantId,
        "allow-no-subscriptions": "true",
        audience,
        environment: cliName,
      },
    },
    withTokenFile: (tokenFile) => ({ env: entraEnv(client, tokenFile), files: [] }),
  };
}

function entraEnv({ clientId, tenantId, cloud }: EntraClient, tokenFile: string): Record<string, string> {
  return {
    AZURE_CLIENT_ID: clientId,
    AZURE_TENANT_ID: tenantId,
    AZURE_FEDERATED_TOKEN_FILE: tokenFile,
    AZURE_AUTHORITY_HOST: AZURE_CLOUDS[cloud].authorityHost,
  };
}
