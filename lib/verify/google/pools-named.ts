import { isKnown } from "../text";
import type { GoogleIndexes, GoogleModel } from "./google-model";
import { isGkePool, type Member } from "./member";
import { namesPool } from "./principal";
import type { Pool, Provider } from "./trust";

/** The pools that a member names, or could name. */
export function poolsNamed({ pools, indexes }: GoogleModel, member: Member): readonly Pool[] {
  const { pool: name } = member;
  if (name === undefined) return [];
  const isExact = "id" in name && isKnown(name.id);
  const candidates = isExact ? [name.id, undefined].flatMap((id) => indexes.poolsById.get(id) ?? []) : pools;
  return candidates.filter((pool) => namesPool(member, pool) !== "no");
}

/** The providers whose tokens a member could stand for. */
export function providersNamed(model: GoogleModel, member: Member): readonly Provider[] {
  return poolsNamed(model, member).flatMap(({ address }) => model.indexes.providersOfPool.get(address) ?? []);
}

/**
 * Whether a member names a pool, not GKE's, of which the files hold no provider. A pool of the same id in another project is another pool; a
 * member that has no number where one is wanted names none.
 */
export function isElsewhere(
  { poolsById, providersOfPool }: Pick<GoogleIndexes, "poolsById" | "providersOfPool">,
  member: Member,
): boolean {
  const { pool: name } = member;
  if (name === undefined || !("id" in name) || isGkePool(name) || !isKnown(name.id)) return false;
  if (isKnown(name.number) && !/^\d+$/.test(name.number)) return false;
  const candidates = [name.id, undefined].flatMap((id) => poolsById.get(id) ?? []);
  return !candidates.some((pool) => providersOfPool.has(pool.address) && namesPool(member, pool) !== "no");
}
