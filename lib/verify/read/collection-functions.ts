import { emptyObject, entryOf, inByteOrder, isArray, isObject, type Json, listOf, objectOf, sortedKeys } from "../json";
import { any, expressionOf, isKnown, type Truth } from "../text";
import { as, collectionKind, type Kind } from "./collections";
import { listIn, unified } from "./convert";
import { equal } from "./equal";
import { isMany } from "./many";
import { numberIn } from "./number-value";
import { setOf, withoutDoubles } from "./set-value";
import { isAscii, isWhollyKnown, textIn } from "./text-value";
import { typeOf } from "./types";

type CollectionFunction = (args: readonly Json[], spend: (work: number) => void) => Json | undefined;

/** Terraform's functions on lists, sets and maps (https://developer.hashicorp.com/terraform/language/functions). */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, CollectionFunction>> = {
  element: ([list, index]) => {
    if (!isSequence(list) || typeof index !== "number" || !Number.isInteger(index) || list.length === 0 || index < 0)
      return undefined;
    return list[index % list.length];
  },
  concat: (args) => {
    if (!args.every(isSequence)) return undefined;
    const kind = commonKind(args);
    if (kind !== "tuple" && !isOfOneType(args)) return undefined;
    return kind === "list" ? listIn(args.flat()) : as(kind, args.flat());
  },
  tolist: ([list]) => (isArray(list) ? (isMany(list) ? list : listIn(list)) : undefined),
  toset: ([list], spend) => (isArray(list) ? (isMany(list) ? list : setIn(list, spend)) : undefined),
  tomap: ([map]) => {
    if (!isObject(map)) return undefined;
    const keys = Object.keys(map);
    const values = unified(keys.map((key) => map[key] ?? null));
    return values === undefined
      ? undefined
      : as("map", objectOf(keys.map((key, index) => [key, values[index] ?? null] as const)));
  },
  tobool: ([value]) => (typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined),
  tonumber: ([value]) => (typeof value === "number" ? value : typeof value === "string" ? numberIn(value) : undefined),
  distinct: ([list], spend) => {
    if (isArray(list) && isMany(list)) return list;
    const items = isArray(list) ? unified(list) : undefined;
    const each = items === undefined ? undefined : withoutDoubles(items, spend);
    return each === undefined ? undefined : as("list", each);
  },
  merge: (args) => {
    const maps = args.filter((arg) => arg !== null);
    if (!maps.every(isObject)) return undefined;
    const entries = maps.flatMap((map) => sortedKeys(map).map((key) => [key, map[key] ?? null] as const));
    const kind = maps.every((map) => collectionKind(map) === "object") ? "object" : "unknown";
    return as(kind, objectOf(entries));
  },
  lookup: ([map, key, otherwise]) => {
    if (!isObject(map) || typeof key !== "string" || !isKnown(key)) return undefined;
    // A map converts what it does not have to the type of what it has.
    const kind = collectionKind(map);
    const [first = kind === "map" ? null : otherwise] = Object.values(map);
    if (kind !== "object" && otherwise !== undefined && typeOf(otherwise) !== typeOf(first ?? null)) return undefined;
    if (Object.hasOwn(map, key)) return entryOf(map, key);
    return isWhollyKnown(Object.keys(map)) ? otherwise : undefined;
  },
  one: ([list]) => (!isArray(list) || list.length > 1 ? undefined : (list[0] ?? null)),
  coalesce: (args) => {
    const first = unified(args)?.find((arg) => arg !== null && arg !== "");
    return first === undefined || (typeof first === "string" && isEmptyPerhaps(first)) ? undefined : first;
  },
  coalescelist: (args) => {
    const first = args.find((arg) => !isSequence(arg) || arg.length > 0);
    return isSequence(first) && args.every((arg) => isSequence(arg) || expressionOf(arg) !== undefined) ? first : undefined;
  },
  compact: ([list]) => {
    const texts = isArray(list) ? list.filter((item) => item !== null).map(textIn) : [undefined];
    if (texts.some((text) => text === undefined || isEmptyPerhaps(text))) return undefined;
    return as(
      "list",
      (texts as string[]).filter((text) => text !== ""),
    );
  },
  flatten: ([list], spend) => (isArray(list) ? flat(list, spend) : undefined),
  length: ([value]) => {
    if (isArray(value)) return value.length;
    if (isObject(value)) return isWhollyKnown(Object.keys(value)) ? sortedKeys(value).length : undefined;
    return typeof value === "string" && isAscii(value) ? value.length : undefined;
  },
  contains: ([list, item], spend) => {
    if (!isArray(list) || item === undefined || item === null) return undefined;
    spend(list.length);
    return known(any(list.map((one) => equal(one, item))));
  },
  keys: ([map]) => {
    if (!isObject(map) || !(isMany(map) || isWhollyKnown(Object.keys(map)))) return undefined;
    return as(elementsOf(collectionKind(map)), sortedKeys(map));
  },
  values: ([map]) => {
    if (!isObject(map) || !(isMany(map) || isWhollyKnown(Object.keys(map)))) return undefined;
    const values = sortedKeys(map).map((key) => map[key] ?? null);
    return as(elementsOf(collectionKind(map)), values);
  },
  sort: ([list]) => {
    const texts = isArray(list) ? list.map(textIn) : [undefined];
    return texts.every((text) => text !== undefined && isKnown(text)) ? as("list", inByteOrder(texts as string[])) : undefined;
  },
  setunion: (args, spend) =>
    args.some(isMany)
      ? args.flatMap((arg) => listOf(arg))
      : args.every(isArray) && args.every((arg) => unified(arg) !== undefined) && isOfOneType(args)
        ? setIn(args.flat(), spend)
        : undefined,
  zipmap: ([keys, values]) => {
    const names = isSequence(keys) ? keys.map(textIn) : [undefined];
    if (!isSequence(values) || names.length !== values.length) return undefined;
    const result = emptyObject();
    for (const [index, name] of names.entries()) {
      if (name === undefined || !isKnown(name)) return undefined;
      result[name] = values[index] ?? null;
    }
    const kind = collectionKind(values);
    return as(kind === "tuple" ? "object" : kind === "list" ? "map" : "unknown", result);
  },
  range: ([count, ...others], spend) => {
    if (typeof count !== "number" || others.length > 0 || count < 0 || count > 1024) return undefined;
    spend(count);
    return as(
      "list",
      Array.from({ length: Math.ceil(count) }, (_, index) => index),
    );
  },
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
};

const known = (truth: Truth): boolean | undefined => (truth === "unknown" ? undefined : truth === "yes");

/** Whether it is a list with an order of its own: no set. */
const isSequence = (value: Json | undefined): value is readonly Json[] => isArray(value) && collectionKind(value) !== "set";

function commonKind(lists: readonly (readonly Json[])[]): Kind {
  const kinds = new Set(lists.map(collectionKind));
  return kinds.has("unknown") ? "unknown" : kinds.has("tuple") || kinds.size === 0 ? "tuple" : "list";
}

/** What the keys or values of an object or map are. */
const elementsOf = (kind: Kind): Kind => (kind === "object" ? "tuple" : kind === "map" ? "list" : "unknown");

/** Whether it is known what the elements are converted to: an empty list may be one of texts, or a list of unknown kind of anything. */
function isOfOneType(lists: readonly (readonly Json[])[]): boolean {
  const isSure = lists.every(
    (list) => ["tuple", "many"].includes(collectionKind(list)) || (list.length > 0 && collectionKind(list) !== "unknown"),
  );
  return isSure || lists.flat().every((item) => typeof item === "string");
}

/** A text that is nothing but holes may turn out to be empty, or null. */
const isEmptyPerhaps = (text: string): boolean => text.replace(/\uE000[^\uE000\uE001]*\uE001/g, "") === "" && !isKnown(text);

function setIn(list: readonly Json[], spend: (work: number) => void): readonly Json[] | undefined {
  const items = unified(list);
  return items === undefined ? undefined : setOf(items, spend);
}

function flat(list: readonly Json[], spend: (work: number) => void): Json[] | undefined {
  const result: Json[] = [];
  for (const item of list) {
    spend(1);
    const items = isArray(item) ? flat(item, spend) : [item];
    // An unknown item may be a list.
    if (items === undefined || expressionOf(item) !== undefined) return undefined;
    for (const one of items) result.push(one);
  }
  return result;
}
