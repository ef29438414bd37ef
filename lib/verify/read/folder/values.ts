import { emptyObject, isArray, isObject, type Json, type JsonObject, objectOf } from "../../json";
import type { Problem } from "../configuration";
import { readHcl } from "../hcl/hcl";
import { placeIn } from "../hcl/place";
import { cleaned, parseInput } from "../parse";
import { parseTemplate } from "../parser";
import { joined, type Tree } from "./tree";

/** A file of values for variables. */
export interface ValuesFile {
  readonly name: string;
  readonly text: string;
}

/**
 * The values that a file gives: HCL or JSON, by its name.
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
 */
export function valuesIn({ name, text }: ValuesFile, problems: Problem[]): JsonObject {
  if (name.endsWith(".json")) return parseInput({ name, json: text }, problems) ?? emptyObject();
  const hcl = readHcl(text);
  const report = (address: string, what: string, position: object): void => {
    problems.push({ place: { file: name, address, ...position }, what, cure: "correct it: the value is unread" });
  };
  for (const { what, line, column } of hcl.errors) report("$", what, { line, column });
  const json = cleaned(hcl.json, name, text, problems);
  const values = emptyObject();
  for (const key of Object.keys(json)) {
    const value = constantOf(json[key] ?? null);
    if (value === undefined) report(key, "a value holds no expressions", placeIn(hcl.places, json, key) ?? {});
    else values[key] = value;
  }
  return values;
}

/** A value as it was written; undefined if it is an expression. */
export function constantOf(value: Json): Json | undefined {
  if (typeof value === "string") {
    const expression = /[$%]\{/.test(value) ? parseTemplate(value) : ({ kind: "literal", value } as const);
    return expression?.kind === "literal" ? expression.value : undefined;
  }
  if (isArray(value)) {
    const items = value.map(constantOf);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (!isObject(value)) return value;
  const entries = Object.keys(value).map((key) => [constantOf(key), constantOf(value[key] ?? null)] as const);
  const known = entries.filter((entry): entry is [string, Json] => typeof entry[0] === "string" && entry[1] !== undefined);
  return known.length < entries.length ? undefined : objectOf(known);
}

/** The files of values that Terraform reads by itself in a root's folder: later ones win. */
export function valuesFilesOf(tree: Tree, folder: string): ValuesFile[] {
  const names = tree.names(folder) ?? [];
  const own = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  return [...own, ...names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name))].flatMap((name) => {
    const path = joined(folder, name);
    const text = tree.text(path);
    return text === undefined ? [] : [{ name: path, text }];
  });
}
