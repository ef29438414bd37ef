import { ACTIONS } from "../facts/actions";
import { AZURE_WEBHOOK, type ICluster } from "../core/cluster";
import type { IdentitySettings, OutrankingVariables, TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { expirationAnnotation } from "../core/token-expiration";
import { AZURE_CLOUDS, type AzureCloud } from "../facts/azure-clouds";
import { AZURE_LIMITS } from "../facts/azure";
import { tokenAudience } from "./token-audience";

/** What Entra knows a managed identity or an application by. */
export interface EntraClient {
  readonly clientId: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
}

/** Not a path of the webhook's, so that a pod keeps working on a cluster that gets the webhook later. */
const TOKEN = {
  volumeName: "azure-token",
  mountPath: "/var/run/secrets/login.microsoftonline.com/serviceaccount",
  path: "token",
};

const ENVIRONMENT = "https://learn.microsoft.com/azure/developer/go/sdk/authentication/credential-chains";

/** DefaultAzureCredential looks for a secret, a certificate and a password before the token, and may be told to skip the token. */
const OUTRANKING: readonly OutrankingVariables[] = [
  { names: ["AZURE_CLIENT_SECRET"], source: ENVIRONMENT },
  { names: ["AZURE_CLIENT_CERTIFICATE_PATH"], source: ENVIRONMENT },
  { names: ["AZURE_USERNAME", "AZURE_PASSWORD"], source: ENVIRONMENT },
  {
    names: ["AZURE_TOKEN_CREDENTIALS"],
    unless: ["prod", "WorkloadIdentityCredential", "workloadidentitycredential"],
    source: ENVIRONMENT,
  },
];

/** The webhook's own default. */
const EXPIRATION_SECONDS = 3600;

/**
 * What a pod must carry to become a managed identity or an application. Where the Azure webhook runs, the ServiceAccount names the identity and the
 * pod (not the ServiceAccount) carries a label; the webhook adds token and environment. Elsewhere the pod carries both itself.
 *
 * The webhook's own paths changed with its version 1.6.0, so what is handed over names none of them.
 * https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
export function entraSettings(
  client: EntraClient,
  cluster: ICluster,
  { expirationSeconds }: TokenOptions = {},
): Partial<IdentitySettings> {
  const audience = tokenAudience(client.cloud, cluster.issuer);
  const tokens = [{ ...TOKEN, audience, expirationSeconds: expirationSeconds ?? EXPIRATION_SECONDS }];
  const env = entraEnv(client, `${TOKEN.mountPath}/${TOKEN.path}`);
  if (!cluster.webhooks.includes(AZURE_WEBHOOK)) return { tokens, env, outrankedBy: OUTRANKING };
  return {
    serviceAccountAnnotations: {
      "azure.workload.identity/client-id": client.clientId,
      "azure.workload.identity/tenant-id": client.tenantId,
      ...expirationAnnotation(cluster, {
        key: "azure.workload.identity/service-account-token-expiration",
        seconds: expirationSeconds,
        range: AZURE_LIMITS.webhookTokenExpiration,
      }),
    },
    podLabels: { "azure.workload.identity/use": "true" },
    handover: { by: `the webhook "${AZURE_WEBHOOK}"`, from: "webhook", webhook: AZURE_WEBHOOK, env, tokens },
    outrankedBy: OUTRANKING,
  };
}

/** What a CI job must know to become a managed identity or an application. https://github.com/Azure/login */
export function entraJobSettings(client: EntraClient, issuer: Issuer | undefined): JobSettings {
  const { cliName } = AZURE_CLOUDS[client.cloud];
  const audience = tokenAudience(client.cloud, issuer);
  return {
    audience,
    githubAction: {
      uses: ACTIONS.azure,
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
