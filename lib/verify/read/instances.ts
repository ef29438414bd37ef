import { emptyObject, entryOf, isArray, isObject, type Json, sortedKeys } from "../json";
import { hole, isKnown } from "../text";
import type { Block, Instance, Instances } from "./stack";

const MAX_COUNT = 10_000;

/** As many instances as `count` or `for_each` says; one, of unknown multiplicity, if that is not known. */
export function makeInstances(block: Block, evaluated: (argument: "count" | "for_each", raw: Json) => Json): Instances {
  const count = entryOf(block.body, "count");
  const forEach = entryOf(block.body, "for_each");
  if (count !== undefined && count !== null) return counted(block, evaluated("count", count));
  if (forEach !== undefined && forEach !== null) return eachOf(block, evaluated("for_each", forEach));
  return { kind: "single", byKey: new Map([["", instanceOf(block, "", new Map())]]) };
}

function counted(block: Block, value: Json): Instances {
  const count = typeof value === "string" && /^\d{1,5}$/.test(value) ? Number(value) : value;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 0 || count > MAX_COUNT) return unknown(block);
  const indices = Array.from({ length: count }, (_, index) => index);
  return { kind: "counted", byKey: new Map(indices.map((index) => [index, instanceOf(block, `[${index}]`, countAt(index))])) };
}

function eachOf(block: Block, value: Json): Instances {
  const pairs = pairsOf(value);
  if (pairs === undefined) return unknown(block);
  const made = pairs.map(([key, item]) => [key, instanceOf(block, `[${JSON.stringify(key)}]`, eachAt(key, item))] as const);
  return { kind: "each", byKey: new Map(made) };
}

function pairsOf(value: Json): (readonly [string, Json])[] | undefined {
  if (isObject(value)) {
    const keys = sortedKeys(value);
    return keys.every(isKnown) ? keys.map((key) => [key, value[key] ?? null]) : undefined;
  }
  if (!isArray(value) || !value.every((item) => typeof item === "string" && isKnown(item))) return undefined;
  return [...new Set(value as string[])].sort().map((key) => [key, key]);
}

function unknown(block: Block): Instances {
  const variables = new Map<string, Json>();
  const key = hole(`each.key of ${block.address}`);
  variables.set("each", eachAt(key, hole(`each.value of ${block.address}`)).get("each") ?? null);
  variables.set("count", countAt(hole(`count.index of ${block.address}`)).get("count") ?? null);
  return { kind: "unknown", byKey: new Map([["", { ...instanceOf(block, "", variables), isOneOfUnknown: true }]]) };
}

const instanceOf = (block: Block, key: string, variables: ReadonlyMap<string, Json>): Instance => ({
  block,
  address: block.address + key,
  variables,
  isOneOfUnknown: false,
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
