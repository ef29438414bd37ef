import { isArray, isObject, type Json, sortedKeys } from "../json";

/** Lists that are sets to Terraform. */
const sets = new WeakSet<readonly Json[]>();

/** The list as a set: Terraform has a set's values as their own keys. */
export function asSet(list: readonly Json[]): readonly Json[] {
  sets.add(list);
  return list;
}

/** The keys and values that a `for`, or a dynamic block, goes over; undefined if they are not known. */
export function pairsOf(collection: Json): (readonly [Json, Json])[] | undefined {
  if (isArray(collection)) {
    const isSet = sets.has(collection);
    return collection.map((item, index) => [isSet ? item : index, item]);
  }
  return isObject(collection) ? sortedKeys(collection).map((key) => [key, collection[key] ?? null]) : undefined;
}
