import { entryOf, isArray, isObject, type Json } from "../json";
import { expressionOf, hole } from "../text";
import { as, collectionKind } from "./collections";
import type { Either } from "./either";
import type { Key } from "./frame";
import { isMany } from "./many";
import { print, printStep, unknownPart } from "./print";
import { textIn } from "./text-value";

/**
 * What the keys lead to in the value; a hole where that is unknown, or where Terraform would complain.
 *
 * @param base The expression of the value, for the hole's name. Default: the value itself
 */
export function traverse(value: Json, keys: readonly Key[], from = 0, base?: string, either?: Either): Json {
  let current = value;
  let path = base;
  for (let index = from; index < keys.length; index++) {
    const key = keys[index] ?? "splat";
    const alternatives = either?.alternativesOf(current);
    if (alternatives !== undefined && either !== undefined) return ofEach(alternatives, current, keys, index, either);
    if (key === "splat") return splat(current, keys, index + 1, either);
    const next = stepInto(current, key.key);
    path &&= path + printStep(key.key);
    if (next !== undefined && (next !== null || isWritten(current))) current = next;
    else current = path === undefined || expressionOf(current) !== undefined ? unknownPart(current, key.key) : hole(path);
  }
  return current;
}

/** Whether a null in it is one: a provider may compute what its schema has. */
const isWritten = (value: Json): boolean =>
  typeof value === "object" && value !== null && !["unknown", "many"].includes(collectionKind(value));

/** What the keys lead to in each that the value may be. Where they lead nowhere, Terraform would complain: it is not that one. */
function ofEach(alternatives: readonly Json[], value: Json, keys: readonly Key[], next: number, either: Either): Json {
  const [key = "splat"] = keys.slice(next);
  const steps = alternatives.flatMap((one): Json[] => {
    if (key === "splat" || expressionOf(one) !== undefined) return [traverse(one, keys, next, undefined, either)];
    const inside = stepInto(one, key.key);
    return inside === undefined ? [] : [traverse(inside, keys, next + 1, undefined, either)];
  });
  const whole = traverse(value, keys, next);
  return steps.length === 0 ? whole : either.oneOf(expressionOf(whole) ?? print(whole), steps);
}

function splat(value: Json, keys: readonly Key[], next: number, either?: Either): Json {
  if (isArray(value)) {
    const kind = collectionKind(value);
    // What Terraform thinks is in an empty list is unknown here.
    if (value.length === 0 && next < keys.length && (kind === "list" || kind === "set")) return unknownPart(value, null, true);
    const items = value.map((item) => traverse(item, keys, next, undefined, either));
    return as(kind === "set" ? "list" : kind, items);
  }
  if (value === null) return [];
  if (expressionOf(value) === undefined) return [traverse(value, keys, next, undefined, either)];
  return traverse(unknownPart(value, null, true), keys, next);
}

function stepInto(value: Json, key: Json): Json | undefined {
  if (isArray(value)) {
    const index = typeof key === "number" ? key : typeof key === "string" && /^\d{1,9}$/.test(key) ? Number(key) : -1;
    const item = ["set", "many"].includes(collectionKind(value)) ? undefined : value[index];
    if (item !== undefined) return item;
  } else if (isObject(value)) {
    const name = textIn(key);
    const item = name === undefined || isMany(value) ? undefined : entryOf(value, name);
    if (item !== undefined) return item;
    // A block that stands once may be written as an object, and is read as a list.
    if ((key === 0 || key === "0") && collectionKind(value) === "unknown") return value;
  }
  return undefined;
}
