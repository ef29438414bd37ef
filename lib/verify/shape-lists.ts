import type { TokenShape } from "./shape";

type Shapes = readonly TokenShape[];

const lists = new WeakMap<Shapes, readonly Shapes[]>();

/** The shapes of an identity's own, and those that it shares with others. The shared list stays whole, so that what is made of it is made once. */
export function withShared(own: Shapes, shared: Shapes): Shapes {
  if (own.length === 0) return shared;
  if (shared.length === 0) return own;
  const joined = [...own, ...shared];
  lists.set(joined, [own, shared]);
  return joined;
}

/** The lists that an identity's shapes are joined of. */
export const listsOf = (shapes: Shapes): readonly Shapes[] => lists.get(shapes) ?? [shapes];

/** What is made of a list, made once for all that share it. */
export function onceForEach<T>(make: (list: Shapes) => T): (list: Shapes) => T {
  const made = new WeakMap<Shapes, { readonly of: T }>();
  return (list) => {
    const known = made.get(list) ?? { of: make(list) };
    made.set(list, known);
    return known.of;
  };
}
