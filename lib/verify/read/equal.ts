import { isArray, isObject, type Json, sortedKeys } from "../json";
import { all, expressionOf, same, type Truth } from "../text";
import { collectionKind } from "./collections";
import { holdsEach, isMany } from "./many";

/** Terraform's `==`: values of different types differ, also a list and a tuple of the same elements. */
export function equal(a: Json, b: Json): Truth {
  if (expressionOf(a) !== undefined || expressionOf(b) !== undefined) return a === b ? "yes" : "unknown";
  if (typeof a === "string" && typeof b === "string") {
    return a !== b && (holdsEach(a) || holdsEach(b)) ? "unknown" : same(a, b);
  }
  if (isMany(a) || isMany(b)) return "unknown";
  if (isArray(a) && isArray(b)) {
    if (a.length !== b.length) return "no";
    return ofKinds(a, b, all(a.map((item, index) => equal(item, b[index] ?? null))));
  }
  if (isObject(a) && isObject(b)) {
    const keys = sortedKeys(a);
    const others = sortedKeys(b);
    if (keys.length !== others.length || keys.some((key, index) => key !== others[index])) return "no";
    return ofKinds(a, b, all(keys.map((key) => equal(a[key] ?? null, b[key] ?? null))));
  }
  return a === b ? "yes" : "no";
}

/** Of elements that are equal. Where all are null, or there are none, they may be of different types. */
function ofKinds(a: Exclude<Json, string | number | boolean | null>, b: typeof a, elements: Truth): Truth {
  const [kind, other] = [collectionKind(a), collectionKind(b)];
  if (elements === "no" || (kind !== other && kind !== "unknown" && other !== "unknown")) return "no";
  if (kind !== other || kind === "unknown") return elements === "yes" ? "unknown" : elements;
  const items = Object.values(a);
  return items.some((item) => item === null) || (items.length === 0 && kind !== "tuple" && kind !== "object")
    ? "unknown"
    : elements;
}
