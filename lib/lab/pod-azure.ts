import { testOn } from "../verify";
import { type CloudSettings, FOLDER, NOTHING, type PodOwner, type PodWorld } from "./pod-settings";

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const USUAL_AUDIENCE = "api://AzureADTokenExchange";

/**
 * What a pod carries for Azure: what AKS's webhook would inject, with the lab as the authority, and the lab's certificate for those that
 * must trust it. Bundles that name other authorities stay: the lab's own is added to the world's.
 */
export function azureSettings(world: PodWorld, { may }: PodOwner): CloudSettings {
  const first = may.find(({ identity }) => identity.cloud === "azure");
  const clientId = world.accounts.clientIdOf(first?.identity.address ?? "");
  if (first === undefined || clientId === undefined) return NOTHING;
  const test = testOn(first.shape, "aud");
  const audience = world.names.concrete((test?.test === "is" ? test.values[0] : undefined) ?? USUAL_AUDIENCE);
  const path = "azure/token";
  return {
    env: {
      AZURE_CLIENT_ID: clientId,
      AZURE_TENANT_ID: world.accounts.tenant,
      AZURE_FEDERATED_TOKEN_FILE: `${FOLDER}/${path}`,
      AZURE_AUTHORITY_HOST: world.urls().entra,
      NODE_EXTRA_CA_CERTS: world.authorities.alone,
      REQUESTS_CA_BUNDLE: world.authorities.bundle,
      SSL_CERT_FILE: world.authorities.bundle,
    },
    files: [],
    tokens: [{ path, audience }],
    carries: [first.identity],
  };
}
