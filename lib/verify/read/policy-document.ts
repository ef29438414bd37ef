import { emptyObject, isArray, isObject, type Json, type JsonObject, type JsonObjectDraft, listOf, textOf } from "../json";
import { expressionOf, isKnown } from "../text";
import { orNone } from "./many";
import { parseJson } from "./parse";
import type { Source } from "./source";

/** Elements that hold a list of texts, in the order in which the provider writes them. */
const LISTS: readonly (readonly [string, string])[] = [
  ["actions", "Action"],
  ["not_actions", "NotAction"],
  ["resources", "Resource"],
  ["not_resources", "NotResource"],
];
const PRINCIPALS: readonly (readonly [string, string])[] = [
  ["principals", "Principal"],
  ["not_principals", "NotPrincipal"],
];

/**
 * The JSON that `data.aws_iam_policy_document` makes; undefined if it is unknown which statements there are.
 * Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function policyDocument(source: Source, format: "indented" | "minified"): string | undefined {
  const own = source.argument("statement") ?? null;
  if (expressionOf(own) !== undefined) return undefined;
  const statements = listOf(own).map((block) => (isObject(block) ? statement(block) : block));
  let document: JsonObject = withStatements(source, statements);
  // The arguments of one document are of providers before version 5.
  const sources = documents(source, "source_json", "source_policy_documents");
  const overrides = documents(source, "override_policy_documents", "override_json");
  if (sources === undefined || overrides === undefined) return undefined;
  const base = sources.reduce<JsonObject | undefined>(
    (merged, one) => (merged === undefined ? one : merge(merged, one)),
    undefined,
  );
  if (base !== undefined) document = merge(base, document);
  for (const override of overrides) document = merge(document, override);
  return format === "minified" ? JSON.stringify(document) : JSON.stringify(document, undefined, 2);
}

function withStatements(source: Source, statements: readonly Json[]): JsonObject {
  const document = emptyObject();
  document["Version"] = source.argument("version") ?? "2012-10-17";
  const id = source.argument("policy_id") ?? "";
  if (id !== "") document["Id"] = id;
  document["Statement"] = statements;
  return document;
}

function statement(block: JsonObject): JsonObject {
  const result = emptyObject();
  if ((block["sid"] ?? "") !== "") result["Sid"] = block["sid"];
  result["Effect"] = block["effect"] ?? "Allow";
  for (const [argument, element] of LISTS) {
    const value = oneOrMany(block[argument] ?? null);
    if (value !== undefined) result[element] = argument.endsWith("resources") ? withVariables(value) : value;
  }
  for (const [argument, element] of PRINCIPALS) {
    const value = principals(block[argument] ?? null);
    if (value !== undefined) result[element] = value;
  }
  const condition = conditions(block["condition"] ?? null);
  if (condition !== undefined) result["Condition"] = condition;
  return result;
}

/** One value stands alone; several are sorted backwards. An unknown list stays a hole. */
function oneOrMany(value: Json): Json | undefined {
  const list = [...new Set(listOf(value))];
  if (list.length < 2) return list[0];
  return list.every((item) => typeof item === "string") ? [...list].sort().reverse() : list;
}

function principals(blocks: Json): Json | undefined {
  if (expressionOf(blocks) !== undefined) return blocks;
  const list = listOf(blocks).filter(isObject);
  if (list.length === 0) return undefined;
  const result = emptyObject();
  for (const block of list) {
    const identifiers = withVariables(oneOrMany(block["identifiers"] ?? null) ?? []);
    const type = textOf(block["type"]) ?? "";
    // Unlike elsewhere, "*" and {"AWS": "*"} are not the same in a trust policy.
    if (type === "*" && identifiers === "*" && list.length === 1) return "*";
    result[type] = result[type] === undefined ? identifiers : [...listOf(result[type]), ...listOf(identifiers)];
  }
  return result;
}

function conditions(blocks: Json): Json | undefined {
  if (expressionOf(blocks) !== undefined) return blocks;
  const list = listOf(blocks).filter(isObject);
  if (list.length === 0) return undefined;
  const tests = emptyObject();
  for (const block of list) {
    const test = textOf(block["test"]) ?? "";
    const variable = textOf(block["variable"]) ?? "";
    const given = block["values"] ?? [];
    const values = withVariables(isArray(given) ? orNone(given) : given);
    const ofTest: JsonObjectDraft = (tests[test] ??= emptyObject()) as JsonObjectDraft;
    const before = ofTest[variable];
    const all = before === undefined ? values : [...listOf(before), ...listOf(values)];
    ofTest[variable] = isArray(all) && all.length === 1 ? all[0] : all;
  }
  return tests;
}

/** `&{aws:…}` stands for `${aws:…}`, which would be an expression of Terraform's. */
function withVariables(value: Json): Json {
  if (isArray(value)) return value.map(withVariables);
  return textOf(value)?.replaceAll("&{", () => "${") ?? value;
}

function documents(source: Source, ...names: readonly string[]): JsonObject[] | undefined {
  const values = names.map((name) => source.argument(name) ?? null);
  if (values.some((value) => expressionOf(value) !== undefined)) return undefined;
  const parsed = values
    .flatMap(listOf)
    .map((text) => (typeof text === "string" ? (text === "" ? emptyObject() : parseJson(text)) : undefined));
  return parsed.every((one) => isObject(one) && listOf(one["Statement"]).every(hasTextConditions))
    ? (parsed as JsonObject[])
    : undefined;
}

/**
 * Whether the conditions of a given statement compare texts alone: the provider drops one with a number, and some of its versions one with a
 * boolean.
 * Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy_model.go
 */
function hasTextConditions(given: Json): boolean {
  const tests = isObject(given) ? Object.values(given["Condition"] ?? emptyObject()) : [];
  const values = tests.filter((test) => isObject(test as Json)).flatMap((test) => Object.values(test as JsonObject));
  return values.flatMap((value) => listOf(value)).every((value) => typeof value === "string");
}

/** A statement takes the place of one with the same Sid. */
function merge(base: JsonObject, over: JsonObject): JsonObject {
  const statements = [...listOf(base["Statement"])];
  for (const one of listOf(over["Statement"])) {
    const sid = isObject(one) ? (one["Sid"] ?? "") : "";
    const place = sid === "" ? -1 : statements.findIndex((other) => isObject(other) && other["Sid"] === sid);
    if (place === -1) statements.push(one);
    else statements[place] = one;
  }
  const result = emptyObject();
  const version = newer(base["Version"], over["Version"]);
  if (version !== undefined) result["Version"] = version;
  const id = over["Id"] ?? base["Id"];
  if (id !== undefined) result["Id"] = id;
  result["Statement"] = statements;
  return result;
}

/** A document lifts the version of those before it, and never lowers it. */
function newer(before: Json | undefined, after: Json | undefined): Json | undefined {
  if (before === undefined || after === undefined) return after ?? before;
  return typeof before === "string" && typeof after === "string" && isKnown(after) && after <= before ? before : after;
}
