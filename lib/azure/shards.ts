import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { shortHash } from "../core/tokens";
import { AZURE_LIMITS } from "../facts/azure";

/** How issuers are spread over shards. */
export interface Sharding {
  readonly shards: number;
  readonly pins: Readonly<Record<string, number>>;
}

/**
 * The shard of an issuer: of its name alone. Not of its place in a list, which shifts when another is added, nor of its URL,
 * which may be unknown until apply.
 */
export function shardOf(issuerName: string, { shards, pins }: Sharding): number {
  const pinned = Object.hasOwn(pins, issuerName) ? pins[issuerName] : undefined;
  return pinned ?? parseInt(shortHash(issuerName), 16) % shards;
}

/** The sources of each shard that has any, by its number. All subjects of an issuer share a shard: a pod has one client id. */
export function spread(sources: readonly TokenSource[], sharding: Sharding): ReadonlyMap<number, readonly TokenSource[]> {
  const byShard = new Map<number, TokenSource[]>();
  for (const source of sources) {
    const shard = shardOf(source.issuer.name, sharding);
    byShard.set(shard, [...(byShard.get(shard) ?? []), source]);
  }
  return new Map([...byShard].sort(([one], [other]) => one - other));
}

export function checkSharding(place: string, { shards, pins }: Sharding): void {
  if (!Number.isInteger(shards) || shards < 1) {
    throw new FederationError(place, {
      code: "SHARDS_INVALID",
      what: `the number of shards is ${quoted(shards)}`,
      cure: "give a whole number from 1, about one for each ten clusters that there may ever be",
    });
  }
  for (const [name, shard] of Object.entries(pins)) {
    if (Number.isInteger(shard) && shard >= 0 && shard < shards) continue;
    throw new FederationError(place, {
      code: "SHARDS_INVALID",
      what: `the issuer ${quoted(name)} is pinned to the shard ${quoted(shard)}`,
      cure: `pin it to one of the shards 0 to ${shards - 1}`,
    });
  }
}

export function checkShardSizes(place: string, byShard: ReadonlyMap<number, readonly TokenSource[]>, { shards }: Sharding): void {
  const { maxCount } = AZURE_LIMITS.credentials;
  for (const [shard, sources] of byShard) {
    if (sources.length <= maxCount) continue;
    const pin = possiblePin(byShard, shard, shards);
    throw new FederationError(place, {
      code: "CREDENTIAL_LIMIT",
      what: `the shard ${shard} of ${shards} would get ${sources.length} federated credentials, one for each issuer and subject, and Azure allows ${maxCount}`,
      cure:
        pin === undefined
          ? "no other shard has room for an issuer of it: ask for more shards, which moves most issuers to another client id, or name fewer subjects"
          : `move issuers of it to shards with room, and those alone, such as with pins: { ${quoted(pin.name)}: ${pin.shard} }; another number of shards would move most issuers`,
    });
  }
}

/** The last issuer of a full shard that fits into the emptiest other one. */
function possiblePin(
  byShard: ReadonlyMap<number, readonly TokenSource[]>,
  full: number,
  shards: number,
): { readonly name: string; readonly shard: number } | undefined {
  const countOf = (shard: number): number => byShard.get(shard)?.length ?? 0;
  const others = Array.from({ length: shards }, (_, shard) => shard).filter((shard) => shard !== full);
  const [emptiest] = others.sort((one, other) => countOf(one) - countOf(other));
  if (emptiest === undefined) return undefined;
  const names = (byShard.get(full) ?? []).map(({ issuer }) => issuer.name);
  const room = AZURE_LIMITS.credentials.maxCount - countOf(emptiest);
  const name = names.filter((one) => names.filter((other) => other === one).length <= room).at(-1);
  return name === undefined ? undefined : { name, shard: emptiest };
}
