import type { ModelIdentity, Permission } from "../model-identity";
import type { Pair } from "./match";

/** A permission that an identity gains or loses. */
export interface GrantChange {
  /** `narrowed`: it was there without a condition, and is there under one now. */
  readonly kind: "added" | "removed" | "narrowed";
  /** The identity as it is after, or, where it is gone, as it was before. */
  readonly identity: ModelIdentity;
  readonly permission: Permission;
}

/** What changed in what an identity may do. Which resource grants it makes no difference. */
export function grantChanges({ before, after }: Pair<ModelIdentity>): GrantChange[] {
  const identity = after ?? before;
  if (identity === undefined) return [];
  const [old, young] = [byMeaning(before), byMeaning(after)];
  const come = [...young].filter(([key]) => !old.has(key)).map(([, permission]) => permission);
  // Under a condition, what was there without one is nothing more.
  const within = come.filter((permission) => old.has(whole(permission)));
  const narrowed = within.filter((permission) => !young.has(whole(permission)));
  const replaced = new Set(narrowed.map(whole));
  const gone = [...old].filter(([key]) => !young.has(key) && !replaced.has(key)).map(([, permission]) => permission);
  return [
    ...come.flatMap((permission): GrantChange[] =>
      within.includes(permission) ? [] : [{ kind: "added", identity, permission }],
    ),
    ...narrowed.map((permission): GrantChange => ({ kind: "narrowed", identity, permission })),
    ...gone.map((permission): GrantChange => ({ kind: "removed", identity, permission })),
  ];
}

const keyOf = ({ name, on = "", condition = "" }: Permission): string => JSON.stringify([name, on, condition]);

/** The key of the same permission without a condition. */
const whole = ({ name, on = "" }: Permission): string => JSON.stringify([name, on, ""]);

function byMeaning(identity: ModelIdentity | undefined): Map<string, Permission> {
  return new Map((identity?.permissions ?? []).map((permission) => [keyOf(permission), permission]));
}
