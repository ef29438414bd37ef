import type { IConstruct } from "constructs";

/** Who owns what, in each app: the construct that named a thing first, and what it said of it. */
const owners = new WeakMap<IConstruct, Map<string, { readonly owner: IConstruct; readonly as: string }>>();

/**
 * Notes that the construct owns a thing, and returns who owned it before as something else, if anybody did. Sees the whole app, so two
 * trusts or two workloads cannot write the same thing in the cloud without knowing of each other.
 */
export function ownedBefore(owner: IConstruct, thing: string, as: string): IConstruct | undefined {
  const { root } = owner.node;
  const things = owners.get(root) ?? new Map<string, { owner: IConstruct; as: string }>();
  owners.set(root, things);
  const before = things.get(thing);
  if (before === undefined) things.set(thing, { owner, as });
  return before === undefined || before.as === as ? undefined : before.owner;
}
