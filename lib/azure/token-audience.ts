import { AZURE_WEBHOOK } from "../core/cluster";
import type { Issuer } from "../core/issuer";
import { AZURE_CLOUDS, type AzureCloud } from "../facts/azure-clouds";

/**
 * The audience of the tokens of an issuer, and so of the credential that takes them: Entra wants both to be the same. Where the Azure webhook
 * runs, its own, which does not depend on the cloud; elsewhere the cloud's, which pods and jobs then ask for.
 * https://github.com/Azure/azure-workload-identity/blob/v1.6.0/pkg/webhook/consts.go
 */
export function tokenAudience(cloud: AzureCloud, issuer: Pick<Issuer, "webhookAudiences"> | undefined): string {
  return issuer?.webhookAudiences[AZURE_WEBHOOK] ?? AZURE_CLOUDS[cloud].audience;
}
