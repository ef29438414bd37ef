import type { ICluster } from "../core/cluster";
import type { IdentitySettings } from "../core/identity-settings";
import { AZURE_CLOUDS, type AzureCloud } from "./clouds";

export interface ManagedIdentitySettingsProps {
  readonly clientId: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
}

/** Not a path of the webhook's, so that a pod keeps working on a cluster that gets the webhook later. */
const MOUNT_PATH = "/var/run/secrets/login.microsoftonline.com/serviceaccount";

/**
 * What a pod must carry to become a managed identity. Where the Azure webhook runs, the ServiceAccount names the identity and the
 * pod (not the ServiceAccount) carries a label; the webhook adds token and environment. Elsewhere the pod carries both itself.
 * https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
export function managedIdentitySettings(
  { clientId, tenantId, cloud }: ManagedIdentitySettingsProps,
  cluster: ICluster,
): Partial<IdentitySettings> {
  const { audience, authorityHost } = AZURE_CLOUDS[cloud];
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
    env: {
      AZURE_CLIENT_ID: clientId,
      AZURE_TENANT_ID: tenantId,
      AZURE_FEDERATED_TOKEN_FILE: `${MOUNT_PATH}/token`,
      AZURE_AUTHORITY_HOST: authorityHost,
    },
  };
}
