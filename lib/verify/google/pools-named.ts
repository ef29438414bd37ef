import { isKnown } from "../text";
import type { GoogleIndexes } from "./google-model";
import { isGkePool, type Member } from "./member";
import { namesPool } from "./principal";
import type { Grant, Pool, Provider } from "./trust";

/** The pools that a member names, or could name. */
export interface NamedPools {
  readonly pools: readonly Pool[];
  /** Set if it could be one of more pools besides than are looked at one by one. */
  readonly isAnyOfMany: boolean;
}

/** So many pools that a member could name are looked at one by one; else members and pools would multiply. */
const MANY = 20;

/** The pools that a member names, or could name. */
export function poolsNamed({ pools: index }: Pick<GoogleIndexes, "pools">, member: Member): NamedPools {
  const { pool: name } = member;
  if (name === undefined) return { pools: [], isAnyOfMany: false };
  if ("reference" in name) return few([], index.all);
  const exact = index.byName.get(`${name.number}/${name.id}`);
  if (exact !== undefined) return { pools: exact, isAnyOfMany: false };
  const namesakes = (index.byId.get(name.id) ?? []).filter((pool) => namesPool(member, pool) !== "no");
  const others = isKnown(name.id) ? index.ofUnknownId : index.all;
  return few(namesakes, others.length > MANY ? others : others.filter((pool) => couldName(member, pool, namesakes)));
}

const couldName = (member: Member, pool: Pool, namesakes: readonly Pool[]): boolean =>
  !namesakes.includes(pool) && namesPool(member, pool) !== "no";

const few = (sure: readonly Pool[], others: readonly Pool[]): NamedPools => {
  const isAnyOfMany = sure.length + others.length > MANY;
  return { pools: isAnyOfMany ? [] : [...sure, ...others], isAnyOfMany };
};

/** The providers whose tokens a member could stand for. */
export function providersNamed(indexes: GoogleIndexes, member: Member): readonly Provider[] {
  return poolsNamed(indexes, member).pools.flatMap(({ address }) => indexes.providersOfPool.get(address) ?? []);
}

/**
 * Whether the files hold the providers of the pool that a member names: `here`, `elsewhere`, or `unknown` where it is unknown which pool
 * that is. GKE's own pools have none. A pool of the same id in another project is another pool; a member that has no number where one is
 * wanted names none.
 */
export function placeOf(indexes: GoogleIndexes, member: Member): "here" | "elsewhere" | "unknown" {
  const { pool: name } = member;
  if (name === undefined || isGkePool(name)) return "here";
  if ("number" in name && isKnown(name.number) && !/^\d+$/.test(name.number)) return "here";
  const { pools, isAnyOfMany } = poolsNamed(indexes, member);
  const isHeld = ({ address, isTrustDomain }: Pool): boolean =>
    indexes.providersOfPool.has(address) || indexes.otherProvidersOfPool.has(address) || isTrustDomain === true;
  const held = pools.filter(isHeld);
  if (held.some((pool) => namesPool(member, pool) === "yes")) return "here";
  const isNamed = "id" in name && isKnown(name.id);
  return held.length === 0 && !isAnyOfMany && isNamed ? "elsewhere" : "unknown";
}

/** Whether a binding could let in tokens of providers that the files do not hold. */
export function isElsewhere(indexes: GoogleIndexes, { member, holds }: Grant): boolean {
  return holds !== "no" && placeOf(indexes, member) !== "here";
}
