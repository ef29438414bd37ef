import { isArray, isObject, type Json, sortedKeys } from "../json";
import { all, expressionOf, same, type Truth } from "../text";

/** Terraform's `==`: values of different types differ. */
export function equal(a: Json, b: Json): Truth {
  if (expressionOf(a) !== undefined || expressionOf(b) !== undefined) return a === b ? "yes" : "unknown";
  if (typeof a === "string" && typeof b === "string") return same(a, b);
  if (isArray(a) && isArray(b)) return a.length !== b.length ? "no" : all(a.map((item, index) => equal(item, b[index] ?? null)));
  if (isObject(a) && isObject(b)) {
    const keys = sortedKeys(a);
    const others = sortedKeys(b);
    if (keys.length !== others.length || keys.some((key, index) => key !== others[index])) return "no";
    return all(keys.map((key) => equal(a[key] ?? null, b[key] ?? null)));
  }
  return a === b ? "yes" : "no";
}
