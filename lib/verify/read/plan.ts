import { emptyObject, isArray, isObject, type Json, type JsonObject, listOf, objectOf, textOf } from "../json";
import { hole } from "../text";
import { withoutIndices } from "./forgotten";
import { resourcesOfValues } from "./json-state";
import { printStep } from "./print";
import type { Snapshot, SnapshotResource } from "./snapshot";

const MAX_MODULE_DEPTH = 50;

/**
 * What will be after a plan (https://developer.hashicorp.com/terraform/internals/json-format#plan-representation), and the data sources that
 * were read for it. A value that is known after apply is a hole of its own address and attribute: the references that the plan lists for an
 * attribute do not tell whether it is one of them or a text around it.
 */
export function snapshotOfPlan(json: JsonObject, prefix: string): Snapshot {
  const configuration = isObject(json["configuration"]) ? json["configuration"] : emptyObject();
  const keys = providerKeys(configuration["root_module"]);
  const providerOf = (address: string): string | undefined => keys.get(withoutIndices(address));
  const unknown = unknownValues(json["resource_changes"]);
  const planned = resourcesOfValues(json["planned_values"], providerOf).map((resource): SnapshotResource => {
    const values = overlaid(resource.values, unknown.get(resource.address) ?? false, prefix + resource.address);
    return { ...resource, values: isObject(values) ? values : resource.values };
  });
  const here = new Set(planned.map(({ address }) => address));
  const prior = isObject(json["prior_state"]) ? json["prior_state"]["values"] : undefined;
  const pending = pendingReads(json["resource_changes"], providerOf, prefix).filter(({ address }) => !here.has(address));
  for (const { address } of pending) here.add(address);
  const read = resourcesOfValues(prior, providerOf).filter(({ mode, address }) => mode === "data" && !here.has(address));
  return { resources: [...planned, ...pending, ...read], providers: providerBlocks(configuration["provider_config"], prefix) };
}

function unknownValues(changes: Json | undefined): ReadonlyMap<string, Json> {
  const unknown = new Map<string, Json>();
  for (const one of listOf(changes)) {
    if (!isObject(one) || !isObject(one["change"]) || typeof one["address"] !== "string") continue;
    // What is left of an object that could not be destroyed has the address of its successor.
    if (one["deposed"] === undefined) unknown.set(one["address"], one["change"]["after_unknown"] ?? false);
  }
  return unknown;
}

/** Data sources that are read at apply, because something that they are given is unknown: the plan has what is known of them. */
function pendingReads(
  changes: Json | undefined,
  providerOf: (address: string) => string | undefined,
  prefix: string,
): SnapshotResource[] {
  const resources = listOf(changes)
    .filter(isObject)
    .filter(({ mode, change }) => mode === "data" && isObject(change) && listOf(change["actions"]).includes("read"))
    .map((one) => Object.assign(emptyObject(), one, { values: isObject(one["change"]) ? one["change"]["after"] : null }));
  const unknown = unknownValues(changes);
  return resourcesOfValues({ root_module: { resources } }, providerOf).map((resource) => {
    const values = overlaid(resource.values, unknown.get(resource.address) ?? false, prefix + resource.address);
    return { ...resource, values: isObject(values) ? values : resource.values };
  });
}

/** The value with a hole wherever `unknown` has true. */
function overlaid(value: Json, unknown: Json, path: string): Json {
  if (unknown === true) return hole(path);
  if (isArray(unknown)) {
    const list = isArray(value) ? value : [];
    const length = Math.max(list.length, unknown.length);
    return Array.from({ length }, (_, index) => overlaid(list[index] ?? null, unknown[index] ?? false, `${path}[${index}]`));
  }
  if (!isObject(unknown)) return value;
  const result = emptyObject();
  if (isObject(value)) for (const key of Object.keys(value)) result[key] = value[key];
  for (const key of Object.keys(unknown)) {
    const after = overlaid(result[key] ?? null, unknown[key] ?? false, path + printStep(key));
    if (after !== null || key in result) result[key] = after;
  }
  return result;
}

/** The provider of each resource of the configuration, by its address without indices. */
function providerKeys(root: Json | undefined): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const visit = (module: Json | undefined, path: string, depth: number): void => {
    if (!isObject(module) || depth > MAX_MODULE_DEPTH) return;
    for (const resource of listOf(module["resources"])) {
      if (!isObject(resource)) continue;
      const [address, key] = [textOf(resource["address"]), textOf(resource["provider_config_key"])];
      if (address !== undefined && key !== undefined) keys.set(path + address, key);
    }
    const calls = module["module_calls"];
    if (!isObject(calls)) return;
    for (const name of Object.keys(calls)) {
      const call = calls[name];
      if (isObject(call)) visit(call["module"], `${path}module.${name}.`, depth + 1);
    }
  };
  visit(root, "", 0);
  return keys;
}

function providerBlocks(config: Json | undefined, prefix: string): ReadonlyMap<string, JsonObject> {
  if (!isObject(config)) return new Map();
  return new Map(
    Object.keys(config).map((key) => {
      const block = config[key];
      const values = isObject(block) ? constantsOf(block["expressions"] ?? null, `${prefix}provider.${key}`) : null;
      return [key, isObject(values) ? values : emptyObject()];
    }),
  );
}

/** Expressions of a plan's configuration: constants, and holes for what is none. */
function constantsOf(expression: Json, path: string): Json {
  if (isArray(expression)) return expression.map((item, index) => constantsOf(item, `${path}[${index}]`));
  if (!isObject(expression)) return expression;
  if ("constant_value" in expression) return expression["constant_value"] ?? null;
  const keys = Object.keys(expression);
  if (keys.length === 0 || "references" in expression) return hole(path);
  return objectOf(keys.map((key) => [key, constantsOf(expression[key] ?? null, path + printStep(key))] as const));
}
