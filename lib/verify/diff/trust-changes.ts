import type { ModelIdentity } from "../model-identity";
import type { TokenShape } from "../shape";
import { listsOf, onceForEach } from "../shape-lists";
import type { Truth } from "../text";
import { covers } from "./covers";
import type { Pair } from "./match";

/** A shape of tokens that an identity takes now and did not, or the other way round. */
export interface TrustChange {
  /**
   * `changed`: another shape stands in its place, and which of them is wider cannot be told from the files. `repeated`: a new shape that
   * lets in nobody who was not let in before.
   */
  readonly kind: "added" | "widened" | "changed" | "repeated" | "narrowed" | "removed";
  /** The identity as it is after, or, where it is gone, as it was before. */
  readonly identity: ModelIdentity;
  readonly before?: TokenShape;
  readonly after?: TokenShape;
}

/** So many comparisons for one identity, and then new shapes count as added and old ones as removed. */
const MOST_COMPARISONS = 40_000;

/** What changed in who may become an identity. */
export function trustChanges({ before, after }: Pair<ModelIdentity>): TrustChange[] {
  const identity = after ?? before;
  if (identity === undefined) return [];
  const [old, young] = [listsOf(before?.shapes ?? []), listsOf(after?.shapes ?? [])];
  const [gone, come] = [missingIn(young, old), missingIn(old, young)];
  if (gone.length === 0 && come.length === 0) return [];
  const [all, now] = [[...byKey(old).values()], [...byKey(young).values()]];
  if (come.length * all.length + gone.length * now.length > MOST_COMPARISONS) return added(identity, come, gone);

  const told = new Set<TokenShape>();
  const changes = come.map((shape): TrustChange => {
    const [within] = first("yes", all, (each) => covers(each, shape));
    if (within !== undefined) {
      if (!gone.includes(within) || told.has(within)) return { kind: "repeated", identity, after: shape };
      told.add(within);
      return { kind: "narrowed", identity, before: within, after: shape };
    }
    const free = gone.filter((each) => !told.has(each));
    const [wider] = first("yes", free, (each) => covers(shape, each));
    const [open] = first("unknown", free, (each) => covers(each, shape));
    const counterpart = wider ?? open;
    if (counterpart === undefined) {
      const cannotTell = first("unknown", all, (each) => covers(each, shape)).length > 0;
      return { kind: cannotTell ? "changed" : "added", identity, after: shape };
    }
    told.add(counterpart);
    return { kind: wider === undefined ? "changed" : "widened", identity, before: counterpart, after: shape };
  });
  const lost = gone.filter((shape) => !told.has(shape) && first("yes", now, (each) => covers(each, shape)).length === 0);
  return [...changes, ...lost.map((shape): TrustChange => ({ kind: "removed", identity, before: shape }))];
}

const first = (truth: Truth, shapes: readonly TokenShape[], ask: (shape: TokenShape) => Truth): TokenShape[] => {
  const found = shapes.find((shape) => ask(shape) === truth);
  return found === undefined ? [] : [found];
};

function added(identity: ModelIdentity, come: readonly TokenShape[], gone: readonly TokenShape[]): TrustChange[] {
  return [
    ...come.map((after): TrustChange => ({ kind: "added", identity, after })),
    ...gone.map((before): TrustChange => ({ kind: "removed", identity, before })),
  ];
}

/** The shapes by what they say: which resources they come from, and the order of values, make no difference. */
const keysOf = onceForEach((list) => new Map(list.map((shape) => [shapeKey(shape), shape])));

const byKey = (lists: Lists): Map<string, TokenShape> => new Map(lists.flatMap((list) => [...keysOf(list)]));

/** The shapes of lists that no other list holds. Many identities share a list: what it has in common with another is found out once. */
function missingIn(others: Lists, lists: Lists): TokenShape[] {
  const known = lists.flatMap((list) =>
    others.some((other) => other === list || sameKeys(list)(other)) ? [] : [...keysOf(list)],
  );
  return [...new Map(known).entries()]
    .filter(([key]) => !others.some((other) => keysOf(other).has(key)))
    .map(([, shape]) => shape);
}

const sameKeys = onceForEach((list) =>
  onceForEach((other) => {
    const [a, b] = [keysOf(list), keysOf(other)];
    return a.size === b.size && [...a.keys()].every((key) => b.has(key));
  }),
);

type Lists = readonly (readonly TokenShape[])[];

function shapeKey({ tests, unknown }: TokenShape): string {
  const said = tests.map(({ claim, test, values }) => JSON.stringify([claim, test, [...new Set(values)].sort()]));
  return JSON.stringify([said.sort(), [...unknown].sort()]);
}
