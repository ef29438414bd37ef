import { entryOf, isArray, isObject, type Json, objectOf, sortedKeys } from "../json";
import { any, expressionOf, isKnown, type Truth } from "../text";
import { equal } from "./equal";
import { asSet } from "./pairs";
import { holesAreWords } from "./text-functions";
import { isAscii, isWhollyKnown, textIn } from "./text-value";

type CollectionFunction = (args: readonly Json[], spend: (work: number) => void) => Json | undefined;

/** Terraform's functions on lists, sets and maps (https://developer.hashicorp.com/terraform/language/functions). A set is a sorted list here. */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, CollectionFunction>> = {
  element: ([list, index]) => {
    if (!isArray(list) || typeof index !== "number" || !Number.isInteger(index) || list.length === 0 || index < 0)
      return undefined;
    return list[index % list.length];
  },
  concat: (args) => (args.every(isArray) ? args.flat() : undefined),
  tolist: ([list]) => (isArray(list) ? [...list] : undefined),
  toset: ([list], spend) => (isArray(list) ? setOf(list, spend) : undefined),
  tomap: ([map]) => (isObject(map) ? map : undefined),
  tobool: ([value]) => (typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined),
  tonumber: ([value]) => (typeof value === "number" ? value : undefined),
  distinct: ([list], spend) => (isArray(list) ? withoutDoubles(list, spend) : undefined),
  merge: (args) => {
    const maps = args.filter((arg) => arg !== null);
    return maps.every(isObject)
      ? objectOf(maps.flatMap((map) => sortedKeys(map).map((key) => [key, map[key] ?? null] as const)))
      : undefined;
  },
  lookup: ([map, key, otherwise]) => {
    if (!isObject(map) || typeof key !== "string" || !isKnown(key)) return undefined;
    if (Object.hasOwn(map, key)) return entryOf(map, key);
    return isWhollyKnown(Object.keys(map)) ? otherwise : undefined;
  },
  one: ([list]) => (!isArray(list) || list.length > 1 ? undefined : (list[0] ?? null)),
  coalesce: (args) => {
    const first = args.find((arg) => arg !== null && arg !== "");
    return first === undefined || (typeof first === "string" && isEmptyPerhaps(first)) ? undefined : first;
  },
  coalescelist: (args) => {
    const first = args.find((arg) => !isArray(arg) || arg.length > 0);
    return isArray(first) ? first : undefined;
  },
  compact: ([list]) => {
    if (!isArray(list) || list.some((item) => typeof item === "string" && isEmptyPerhaps(item))) return undefined;
    return list.filter((item) => item !== null && item !== "");
  },
  flatten: ([list], spend) => (isArray(list) ? flat(list, spend) : undefined),
  length: ([value]) => {
    if (isArray(value)) return value.length;
    if (isObject(value)) return isWhollyKnown(Object.keys(value)) ? sortedKeys(value).length : undefined;
    return typeof value === "string" && isAscii(value) ? value.length : undefined;
  },
  contains: ([list, item], spend) => {
    if (!isArray(list) || item === undefined) return undefined;
    spend(list.length);
    return known(any(list.map((one) => equal(one, item))));
  },
  keys: ([map]) => (isObject(map) && isWhollyKnown(Object.keys(map)) ? sortedKeys(map) : undefined),
  values: ([map]) => {
    if (!isObject(map) || !isWhollyKnown(Object.keys(map))) return undefined;
    return sortedKeys(map).map((key) => map[key] ?? null);
  },
  sort: ([list]) => {
    const texts = isArray(list) ? list.map(textIn) : [undefined];
    return texts.every((text) => text !== undefined && isKnown(text)) ? (texts as string[]).sort() : undefined;
  },
  setunion: (args, spend) => (args.every(isArray) ? setOf(args.flat(), spend) : undefined),
  zipmap: ([keys, values]) => {
    if (!isArray(keys) || !isArray(values) || keys.length !== values.length) return undefined;
    if (!keys.every((key) => typeof key === "string" && isKnown(key))) return undefined;
    return objectOf(keys.map((key, index) => [key as string, values[index] ?? null] as const));
  },
  range: ([count, ...others], spend) => {
    if (typeof count !== "number" || others.length > 0 || count < 0 || count > 1024) return undefined;
    spend(count);
    return Array.from({ length: Math.ceil(count) }, (_, index) => index);
  },
  // Of other holes it is not known whether Terraform meets an error there.
  try: ([first]) => (isWhollyKnown(first) || (typeof first === "string" && holesAreWords(first)) ? first : undefined),
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
};

const known = (truth: Truth): boolean | undefined => (truth === "unknown" ? undefined : truth === "yes");

/** A text that is nothing but holes may turn out to be empty, or null. */
const isEmptyPerhaps = (text: string): boolean => text.replace(/\uE000[^\uE000\uE001]*\uE001/g, "") === "" && !isKnown(text);

function setOf(list: readonly Json[], spend: (work: number) => void): readonly Json[] | undefined {
  const items = withoutDoubles(list, spend);
  if (items === undefined) return undefined;
  return asSet(items.every((item) => typeof item === "string") ? items.sort() : items);
}

function withoutDoubles(list: readonly Json[], spend: (work: number) => void): Json[] | undefined {
  const texts = new Set<Json>(list);
  if (list.every((item) => typeof item === "string" && isKnown(item))) return [...texts];
  const kept: Json[] = [];
  for (const item of texts) {
    spend(kept.length + 1);
    const truth = any(kept.map((one) => equal(one, item)));
    if (truth === "unknown") return undefined;
    if (truth === "no") kept.push(item);
  }
  return kept;
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
