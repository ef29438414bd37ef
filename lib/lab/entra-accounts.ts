import type { AzureIdentity } from "../verify/azure/azure-identity";
import { guid, type StandIns } from "./stand-ins";

/** The identities of Entra by their client ids. */
export interface EntraAccounts {
  /** The directory; what the provider blocks say, or a made-up one. */
  readonly tenant: string;
  /** The client id of an identity, by its address: the files' own, or a made-up one that stays the same. */
  clientIdOf(address: string): string | undefined;
  /** The identity that has this client id. */
  addressOf(clientId: string): string | undefined;
}

/** Gives every identity of the files a client id. */
export function entraAccounts(identities: readonly AzureIdentity[], names: StandIns, tenants: readonly string[]): EntraAccounts {
  const clientIds = new Map(
    identities.map(({ address, clientId }) => [
      address,
      clientId === undefined ? guid(`client id of ${address}`) : names.concrete(clientId),
    ]),
  );
  const addresses = new Map([...clientIds].map(([address, clientId]) => [clientId.toLowerCase(), address]));
  return {
    tenant: tenants[0] ?? guid("tenant"),
    clientIdOf: (address) => clientIds.get(address),
    addressOf: (clientId) => addresses.get(clientId.toLowerCase()),
  };
}
