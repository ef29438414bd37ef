import type { ModelIdentity, Permission } from "../model-identity";
import type { PermissionContent } from "../permission-content";
import type { Pair } from "./match";
import { within } from "./within";

/** A permission that an identity gains or loses, or that lets do something else than before. */
export interface GrantChange {
  /**
   * `widened`: it lets do more, or whether it does cannot be told. `narrowed`: it lets do less, or under a condition now. `uncapped`: what
   * capped everything that the identity may do is gone, or caps less.
   */
  readonly kind: "added" | "widened" | "uncapped" | "removed" | "narrowed" | "capped";
  /** The identity as it is after, or, where it is gone, as it was before. */
  readonly identity: ModelIdentity;
  /** As it is after, or, where it is gone, as it was before. */
  readonly permission: Permission;
}

/** Those that let an identity do more, or of which that cannot be told. */
export const WIDER_GRANTS: readonly GrantChange["kind"][] = ["added", "widened", "uncapped"];

/** What changed in what an identity may do. Which resource grants it makes no difference, nor does a policy's name where its content is known. */
export function grantChanges({ before, after }: Pair<ModelIdentity>): GrantChange[] {
  const identity = after ?? before;
  if (identity === undefined) return [];
  const [old, young] = [before?.permissions ?? [], after?.permissions ?? []];
  const [was, is] = [byMeaning(old), byMeaning(young)];
  const changes: GrantChange[] = [];
  const replaced = new Set<string>();
  for (const [key, permission] of is) {
    const same = was.get(key);
    const kind = same === undefined ? kindOfNew(permission, was, is, replaced) : contentChange(same, permission);
    if (kind !== undefined) changes.push({ kind, identity, permission });
  }
  for (const [key, permission] of was) {
    if (!is.has(key) && !replaced.has(key)) changes.push({ kind: "removed", identity, permission });
  }
  return after === undefined ? changes : [...changes, ...capChanges(identity, before?.caps ?? [], after.caps ?? [])];
}

function kindOfNew(
  permission: Permission,
  was: ReadonlyMap<string, Permission>,
  is: ReadonlyMap<string, Permission>,
  replaced: Set<string>,
): GrantChange["kind"] | undefined {
  // Under a condition, what was there without one is nothing more, if it lets do nothing else.
  const whole = keyOf({ ...permission, condition: "" });
  const free = (permission.condition ?? "") === "" ? undefined : was.get(whole);
  if (free !== undefined) {
    replaced.add(whole);
    if (contentChange(free, permission) === "widened") return "widened";
    return is.has(whole) ? undefined : "narrowed";
  }
  const { content, on, condition } = permission;
  if (content === undefined) return "added";
  // Another name for what was there: a renamed policy.
  for (const [key, one] of was) {
    if (is.has(key) || one.content === undefined || one.on !== on || one.condition !== condition) continue;
    if (within(content, one.content) !== "yes") continue;
    replaced.add(key);
    return within(one.content, content) === "yes" ? undefined : "narrowed";
  }
  return "added";
}

function contentChange({ content: before }: Permission, { content: after }: Permission): GrantChange["kind"] | undefined {
  if (before === undefined && after === undefined) return undefined;
  if (before === undefined || after === undefined) return "widened";
  if (within(after, before) !== "yes") return "widened";
  return within(before, after) === "yes" ? undefined : "narrowed";
}

/** All caps count together; each one that goes away lets do more. */
function capChanges(identity: ModelIdentity, before: readonly Permission[], after: readonly Permission[]): GrantChange[] {
  const [was, is] = [byMeaning(before), byMeaning(after)];
  const contents = [...is.values()].flatMap(({ content }) => content ?? []);
  const isKept = (key: string, { content }: Permission): boolean => {
    const same = is.get(key);
    if (same !== undefined && isWithin(same.content, content)) return true;
    return content !== undefined && contents.some((each) => within(each, content) === "yes");
  };
  const lost = [...was].filter(([key, cap]) => !isKept(key, cap));
  const gained = [...is].filter(([key]) => !was.has(key));
  return [
    ...lost.map(([key, cap]): GrantChange => ({ kind: "uncapped", identity, permission: is.get(key) ?? cap })),
    ...gained.map(([, permission]): GrantChange => ({ kind: "capped", identity, permission })),
  ];
}

/** Of caps that are not in the files, the name is all there is. */
function isWithin(narrow: PermissionContent | undefined, wide: PermissionContent | undefined): boolean {
  if (narrow === undefined || wide === undefined) return narrow === wide;
  return within(narrow, wide) === "yes";
}

const keyOf = ({ name, on = "", condition = "" }: Permission): string => JSON.stringify([name, on, condition]);

/** Several grants of one meaning, such as an inline policy twice, are one only if their contents are. */
function byMeaning(permissions: readonly Permission[]): Map<string, Permission> {
  const found = new Map<string, Permission>();
  for (const permission of permissions) {
    const key = keyOf(permission);
    const known = found.get(key);
    found.set(known === undefined || known.content === permission.content ? key : `${key} ${permission.address}`, permission);
  }
  return found;
}
