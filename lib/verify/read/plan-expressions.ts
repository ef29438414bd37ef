import { emptyObject, isArray, isObject, type Json, type JsonObject, listOf, objectOf, textOf } from "../json";
import { expressionOf, hole } from "../text";
import { collectStack } from "./collect";
import { holdsUnknown } from "./many";
import { printStep } from "./print";
import { argumentOf, instancesOf } from "./scope";
import type { Snapshot, SnapshotResource } from "./snapshot";
import { accountsOf } from "./snapshot-values";
import type { Instance, Reading, Stack } from "./stack";

/** Arguments that the provider computes where they are not set: then they say nothing of the role. */
const UNSET = new Set(["managed_policy_arns", "inline_policy"]);

/**
 * A plan's snapshot, in which what is unknown is told as far as the plan's configuration has its expression: of Terraform JSON it has them, of
 * HCL only what they refer to. The root module alone: what another one is given stands elsewhere.
 * https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function withExpressions(snapshot: Snapshot, plan: JsonObject, file: string, prefix: string, reading: Reading): Snapshot {
  const configuration = isObject(plan["configuration"]) ? plan["configuration"] : emptyObject();
  const root = configuration["root_module"];
  if (!isObject(root)) return snapshot;
  const stack = stackOf(root, snapshot, file, prefix, {
    ...reading,
    variables: Object.assign(emptyObject(), variablesOf(plan["variables"]), reading.variables),
    awsAccounts: new Map(accounts(snapshot, prefix)),
    problems: [],
  });
  const instances = new Map<string, Instance>();
  for (const block of stack.blocks.values()) {
    for (const instance of instancesOf(block).byKey.values()) instances.set(instance.address, instance);
  }
  const resources = snapshot.resources.map((resource) => {
    const instance = instances.get(prefix + resource.address);
    return instance === undefined ? resource : { ...resource, values: filled(resource.values, instance) };
  });
  return { ...snapshot, resources };
}

function filled(values: JsonObject, instance: Instance): JsonObject {
  const result = emptyObject();
  for (const name of Object.keys(values)) {
    const value = values[name] ?? null;
    if (!holdsUnknown(value)) result[name] = value;
    else if (name in instance.block.body) {
      const told = argumentOf(instance, name) ?? null;
      result[name] = unknownsIn(told) < unknownsIn(value) ? told : value;
    } else if (!UNSET.has(name)) result[name] = value;
  }
  return result;
}

/** How many values are unknown whole. */
function unknownsIn(value: Json): number {
  if (typeof value !== "object" || value === null) return expressionOf(value) === undefined ? 0 : 1;
  return Object.values(value).reduce<number>((sum, item) => sum + unknownsIn(item as Json), 0);
}

function stackOf(root: JsonObject, snapshot: Snapshot, file: string, prefix: string, reading: Reading): Stack {
  const known = new Map(snapshot.resources.map((resource) => [resource.address, resource]));
  const blocks: Record<"resource" | "data", Record<string, Record<string, Json>>> = { resource: {}, data: {} };
  for (const each of listOf(root["resources"])) {
    const one = isObject(each) ? each : emptyObject();
    const [type, name, address] = [textOf(one["type"]), textOf(one["name"]), textOf(one["address"])];
    if (type === undefined || name === undefined || address === undefined) continue;
    const body = bodyOf(one, prefix + address, known.get(address));
    (blocks[one["mode"] === "data" ? "data" : "resource"][type] ??= {})[name] = body;
  }
  const providers = [...snapshot.providers].map(([key, values]) => {
    const [name = key, alias] = key.split(".");
    return { [name]: alias === undefined ? values : { ...values, alias } };
  });
  const json = Object.assign(emptyObject(), blocks, { provider: providers });
  return collectStack(json, { file, prefix, size: 1000 * snapshot.resources.length }, reading);
}

/** The block as it stood in a file, with what the plan knows of the one resource that it makes. */
function bodyOf(block: JsonObject, address: string, planned: SnapshotResource | undefined): JsonObject {
  const body = Object.assign(emptyObject(), writtenIn(block["expressions"] ?? emptyObject(), address));
  for (const name of Object.keys(planned?.values ?? {})) {
    const value = planned?.values[name] ?? null;
    if (value !== null && !holdsUnknown(value)) body[name] = escaped(value);
  }
  for (const argument of ["count", "for_each"] as const) {
    const expression = block[`${argument}_expression`];
    if (expression !== undefined) body[argument] = writtenIn(expression, `${address}.${argument}`);
  }
  const provider = textOf(block["provider_config_key"]);
  if (provider !== undefined) body["provider"] = provider;
  return body;
}

/** An expression as Terraform JSON has it. */
function writtenIn(expression: Json, path: string): Json {
  if (isArray(expression)) return expression.map((item, index) => writtenIn(item, `${path}[${index}]`));
  if (!isObject(expression)) return expression;
  const { constant_value: constant } = expression;
  // A constant that refers to something is one of Terraform JSON, as it stands there. Else it may have been evaluated.
  if (constant !== undefined)
    return "references" in expression || !/[$%]\{/.test(JSON.stringify(constant)) ? constant : hole(path);
  const keys = Object.keys(expression);
  if (keys.length === 0 || "references" in expression) return hole(path);
  return objectOf(keys.map((key) => [key, writtenIn(expression[key] ?? null, path + printStep(key))] as const));
}

/** A known value as Terraform JSON has it: no expression is in it. */
function escaped(value: Json): Json {
  if (typeof value === "string") return value.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
  if (isArray(value)) return value.map(escaped);
  return isObject(value) ? objectOf(Object.keys(value).map((key) => [key, escaped(value[key] ?? null)] as const)) : value;
}

function variablesOf(variables: Json | undefined): JsonObject {
  if (!isObject(variables)) return emptyObject();
  const entries = Object.entries(variables).filter(([, variable]) => isObject(variable) && "value" in variable);
  return objectOf(entries.map(([name, variable]) => [name, (variable as JsonObject)["value"] ?? null] as const));
}

function accounts(snapshot: Snapshot, prefix: string): [string, string][] {
  return [...accountsOf(snapshot)].flatMap(([provider, [account, ...others]]): [string, string][] =>
    account === undefined || others.length > 0 ? [] : [[prefix + provider, account]],
  );
}
