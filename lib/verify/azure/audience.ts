import { AZURE_CLOUDS } from "../../facts/azure-clouds";
import type { Truth } from "../text";
import type { AzureCredential } from "./credential";

/**
 * Whether Entra takes a token for this audience of a credential at all. Its text says the audience "must be" the one of the exchange; what
 * it does with another that a credential and a token share is not documented.
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export function exchangeAudience({ cloud }: AzureCredential, audience: string): { readonly passed: Truth; readonly why: string } {
  const { audience: own } = AZURE_CLOUDS[cloud === "default" || cloud === "unknown" ? "public" : cloud];
  if (audience === own && cloud !== "unknown") return { passed: "yes", why: `${own} is the audience of the exchange` };
  // The Azure webhook asks for it in every cloud, and azwi writes credentials for it in every cloud.
  if (audience === AZURE_CLOUDS.public.audience)
    return { passed: "yes", why: `${audience} is the audience of Azure's webhook in every cloud` };
  const national = Object.values(AZURE_CLOUDS).some((each) => each.audience === audience);
  if (national && (cloud === "default" || cloud === "unknown")) {
    return {
      passed: "unknown",
      why: `whether ${audience} is the cloud's audience: the provider block's environment is unknown`,
    };
  }
  return { passed: "unknown", why: `whether Entra takes an audience other than ${own}` };
}
