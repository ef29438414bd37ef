import { isArray, isObject, type Json, sortedKeys } from "../json";
import { collectionKind } from "./collections";

/**
 * The keys and values that a `for`, or a dynamic block, goes over; undefined if they are not known. Terraform has a set's values as their own
 * keys; what it has for those of a list of unknown kind, `unknownKey` says.
 */
export function pairsOf(collection: Json, unknownKey: () => Json): (readonly [Json, Json])[] | undefined {
  if (isArray(collection)) {
    const kind = collectionKind(collection);
    return collection.map((item, index) => [kind === "set" ? item : kind === "unknown" ? unknownKey() : index, item]);
  }
  return isObject(collection) ? sortedKeys(collection).map((key) => [key, collection[key] ?? null]) : undefined;
}
