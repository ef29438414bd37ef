import type { ModelIdentity, Permission } from "../model-identity";
import type { Pair } from "./match";

/** A permission that an identity gains or loses. */
export interface GrantChange {
  readonly kind: "added" | "removed";
  /** The identity as it is after, or, where it is gone, as it was before. */
  readonly identity: ModelIdentity;
  readonly permission: Permission;
}

/** What changed in what an identity may do. Which resource grants it makes no difference. */
export function grantChanges({ before, after }: Pair<ModelIdentity>): GrantChange[] {
  const identity = after ?? before;
  if (identity === undefined) return [];
  const [old, young] = [byMeaning(before), byMeaning(after)];
  const missing = (from: typeof old, there: typeof old, kind: GrantChange["kind"]): GrantChange[] =>
    [...from].flatMap(([key, permission]) => (there.has(key) ? [] : [{ kind, identity, permission }]));
  return [...missing(young, old, "added"), ...missing(old, young, "removed")];
}

function byMeaning(identity: ModelIdentity | undefined): Map<string, Permission> {
  const permissions = identity?.permissions ?? [];
  return new Map(permissions.map((permission) => [JSON.stringify([permission.name, permission.on ?? ""]), permission]));
}
