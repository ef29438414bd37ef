import type { IConstruct } from "constructs";
import { AZURE_WEBHOOK, type ICluster } from "../core/cluster";
import { FederationError, quoted } from "../core/errors";
import { AZURE_CLOUDS } from "../facts/azure-clouds";

/**
 * The audiences of the tokens that a cluster's webhooks hand to pods, where a webhook has one of its own. Azure's has one for all clouds of
 * Azure; AWS's takes it from the ServiceAccount.
 *
 * @throws FederationError AUDIENCE_INVALID
 */
export function webhookAudiences(
  cluster: IConstruct & Pick<ICluster, "webhooks">,
  azure: string | undefined,
): Readonly<Record<string, string>> {
  if (cluster.webhooks.includes(AZURE_WEBHOOK)) return { [AZURE_WEBHOOK]: azure ?? AZURE_CLOUDS.public.audience };
  if (azure === undefined) return {};
  throw new FederationError(cluster, {
    code: "AUDIENCE_INVALID",
    what: `"azureWebhookAudience" is ${quoted(azure)}, and no Azure webhook runs on the cluster`,
    cure: `leave it out: pods then carry tokens for the audience of the Azure cloud; or add ${quoted(AZURE_WEBHOOK)} to "webhooks"`,
  });
}
