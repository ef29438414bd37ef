import { emptyObject, entryOf, isArray, isObject, type Json, sortedKeys } from "../json";
import { hole, isKnown } from "../text";
import type { Either } from "./either";
import { isMany } from "./many";
import { print } from "./print";
import type { Block, Instance, Instances } from "./stack";

const MAX_COUNT = 10_000;

/** As many instances as `count` or `for_each` says; one, of unknown multiplicity, if that is unknown. */
export function makeInstances(
  block: Block,
  either: Either,
  evaluated: (argument: "count" | "for_each", raw: Json) => Json,
): Instances {
  const count = entryOf(block.body, "count");
  const forEach = entryOf(block.body, "for_each");
  const of = (value: Json): readonly Json[] => either.alternativesOf(value) ?? [value];
  if (count !== undefined && count !== null) {
    const value = evaluated("count", count);
    return counted(block, of(value)) ?? unknown(block, value);
  }
  if (forEach !== undefined && forEach !== null) {
    const value = evaluated("for_each", forEach);
    return eachOf(block, of(value)) ?? unknown(block, value);
  }
  return { kind: "single", byKey: new Map([["", instanceOf(block, "", new Map())]]) };
}

/** Where the number is one of a few, those above the smallest may be there. */
function counted(block: Block, values: readonly Json[]): Instances | undefined {
  const counts = values.map((value) => (typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : value));
  if (!counts.every((count) => typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= MAX_COUNT)) {
    return undefined;
  }
  const least = Math.min(...(counts as number[]));
  const made = Array.from({ length: Math.max(...(counts as number[])) }, (_, index) => {
    return [index, instanceOf(block, `[${index}]`, countAt(index), index >= least)] as const;
  });
  return { kind: "counted", byKey: new Map(made) };
}

/** Where it is one of a few collections, what is not in all of them may be there. */
function eachOf(block: Block, values: readonly Json[]): Instances | undefined {
  const all = values.map(pairsOf);
  if (!all.every((pairs) => pairs !== undefined)) return undefined;
  const made = new Map<string, Instance>();
  for (const [key, item] of all.flat()) {
    const items = all.flatMap((pairs) => pairs.filter(([other]) => other === key).map(([, one]) => one));
    const value = items.every((one) => one === item) ? item : hole(`each.value of ${block.address}[${JSON.stringify(key)}]`);
    made.set(key, instanceOf(block, `[${JSON.stringify(key)}]`, eachAt(key, value), items.length < all.length));
  }
  return { kind: "each", byKey: made };
}

function pairsOf(value: Json): (readonly [string, Json])[] | undefined {
  if (isMany(value)) return undefined;
  if (isObject(value)) {
    const keys = sortedKeys(value);
    return keys.every(isKnown) ? keys.map((key) => [key, value[key] ?? null]) : undefined;
  }
  if (!isArray(value) || !value.every((item) => typeof item === "string" && isKnown(item))) return undefined;
  return [...new Set(value as string[])].sort().map((key) => [key, key]);
}

/** One that stands for each. Its key is named by what the block goes over: another block over the same has the same. */
function unknown(block: Block, over: Json): Instances {
  const name = print(over);
  const elements = isArray(over) ? over.map((one): [Json, Json] => [one, one]) : isObject(over) ? Object.entries(over) : [];
  const [only, ...others] = isMany(over) ? elements : [];
  const isOne = only !== undefined && others.length === 0;
  const [key, value] = isOne ? only : [hole(`each.key of ${name}`), hole(`each.value of ${name}`)];
  const index = hole(`count.index of ${name}`);
  const isCounted = (entryOf(block.body, "count") ?? null) !== null;
  const variables = isCounted ? countAt(index) : eachAt(key ?? null, value ?? null);
  const instance = instanceOf(block, "", variables, true);
  return { kind: "unknown", byKey: new Map([["", { ...instance, key: isCounted ? index : (key ?? null) }]]) };
}

const instanceOf = (block: Block, key: string, variables: ReadonlyMap<string, Json>, isOneOfUnknown = false): Instance => ({
  block,
  address: block.address + key,
  variables,
  isOneOfUnknown,
  attributes: new Map(),
});

function eachAt(key: Json, value: Json): Map<string, Json> {
  const each = emptyObject();
  each["key"] = key;
  each["value"] = value;
  return new Map([["each", each]]);
}

function countAt(index: Json): Map<string, Json> {
  const count = emptyObject();
  count["index"] = index;
  return new Map([["count", count]]);
}
