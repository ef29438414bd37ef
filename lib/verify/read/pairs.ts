import { isArray, isObject, type Json, sortedKeys } from "../json";
import { expressionOf, hole } from "../text";
import { collectionKind } from "./collections";
import { holdsUnknown, isMany } from "./many";

/** An element of a list or object, with its key. */
export interface Pair {
  readonly position: Json;
  readonly item: Json;
  /** Whether there is such an element: of an unknown list there may be none, one or many. */
  readonly isSure: boolean;
}

/**
 * What a `for`, or a dynamic block, goes over; undefined if that is neither a list nor an object. An unknown one has one element, which stands
 * for each. Terraform has a set's values as their own keys; what it has for those of a list of unknown kind, `unknownKey` says.
 *
 * @param names What the key and the element are called there, or the element alone
 */
export function pairsOf(collection: Json, names: readonly string[], unknownKey: () => Json): Pair[] | undefined {
  const expression = expressionOf(collection);
  if (expression !== undefined) {
    const [position, item] = [names[0] ?? "", names.at(-1) ?? ""].map((name) => hole(`each ${name} of ${expression}`));
    return [{ position: position ?? null, item: item ?? null, isSure: false }];
  }
  const isSure = (item: Json): boolean => !isMany(collection) || !holdsUnknown(item);
  if (isArray(collection)) {
    const kind = collectionKind(collection);
    const keyOf = (item: Json, index: number): Json =>
      kind === "set" ? item : kind === "unknown" || kind === "many" ? unknownKey() : index;
    return collection.map((item, index) => ({ position: keyOf(item, index), item, isSure: isSure(item) }));
  }
  if (!isObject(collection)) return undefined;
  return sortedKeys(collection).map((key) => {
    const item = collection[key] ?? null;
    return { position: key, item, isSure: isSure([key, item]) };
  });
}
