import type { Json, JsonObject } from "../../../../lib/verify/json";

/** How many labels the blocks of a file have. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, variable: 1, output: 1, module: 1, provider: 1 };

/** What people write as an argument, although it is an object. */
const ARGUMENTS = /^(?:tags|labels|annotations|attribute_mapping|config|default|value|bindings|oidc_providers|role_policy_arns)$/;

const NAME = /^[a-zA-Z_][\w-]*$/;

/** Terraform JSON as people write it by hand: the same, in HCL. */
export function written(file: object): string {
  return Object.entries(file)
    .filter(([type]) => type !== "//")
    .flatMap(([type, content]) => blocks(type, content as Json, LABELS[type] ?? 0, []))
    .join("\n");
}

function blocks(type: string, content: Json, labels: number, path: readonly string[]): string[] {
  if (Array.isArray(content)) return content.flatMap((one) => blocks(type, one as Json, labels, path));
  const object = content as JsonObject;
  if (labels > 0) {
    const names = Object.keys(object).filter((name) => name !== "//");
    return names.flatMap((name) => blocks(type, object[name] ?? null, labels - 1, [...path, name]));
  }
  const isLocals = type === "locals";
  return [`${[type, ...path.map((label) => JSON.stringify(label))].join(" ")} {\n${body(object, "  ", isLocals)}}\n`];
}

function body(object: JsonObject, indent: string, isLocals = false): string {
  return Object.entries(object)
    .map(([key, value = null]) => {
      if (key === "//") return "";
      if (key === "dynamic")
        return Object.entries(value as JsonObject)
          .map(([label, each]) => nested(`dynamic "${label}"`, each!, indent))
          .join("");
      const isBlock =
        !isLocals && !ARGUMENTS.test(key) && [value].flat().every(isObject) && !(Array.isArray(value) && value.length === 0);
      return isBlock ? nested(key, value, indent) : `${indent}${key} = ${expression(value, key, indent)}\n`;
    })
    .join("");
}

const nested = (type: string, value: Json, indent: string): string =>
  [value]
    .flat()
    .map((one) => `${indent}${type} {\n${body(one as JsonObject, `${indent}  `)}${indent}}\n`)
    .join("");

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** Arguments that name things, and no values. */
const BARE = /^(?:provider|type|depends_on|ignore_changes|iterator)$/;

function expression(value: Json, key: string, indent: string): string {
  if (typeof value === "string") return text(value, key);
  if (Array.isArray(value)) return `[${value.map((item) => expression(item as Json, key, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const deeper = `${indent}  `;
  const entries = Object.entries(value as JsonObject).map(([name, item = null]) => {
    return `${deeper}${NAME.test(name) ? name : quoted(name)} = ${expression(item, "", deeper)}\n`;
  });
  return `{\n${entries.join("")}${indent}}`;
}

function text(value: string, key: string): string {
  const [first, ...others] = parts(value);
  if (others.length === 0 && first?.isExpression === true) return first.text.slice(2, -1);
  const isName = BARE.test(key) && /^[a-z_][\w.()[\]-]*$/.test(value);
  return isName && (key !== "type" || /^(?:string|number|bool|any|list|map|set)/.test(value)) ? value : quoted(value);
}

/** Quotes and ends of lines are escaped, but not in expressions. */
const quoted = (value: string): string =>
  `"${parts(value)
    .map((part) => (part.isExpression ? part.text : JSON.stringify(part.text).slice(1, -1)))
    .join("")}"`;

interface Part {
  readonly text: string;
  readonly isExpression: boolean;
}

/** A template's texts and its `${…}`. */
function parts(value: string): Part[] {
  const found: Part[] = [];
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    if (value.startsWith("$${", at)) at += 2;
    else if (value.startsWith("${", at)) {
      if (at > from) found.push({ text: value.slice(from, at), isExpression: false });
      from = closing(value, at + 2);
      found.push({ text: value.slice(at, from), isExpression: true });
      at = from - 1;
    }
  }
  if (from < value.length) found.push({ text: value.slice(from), isExpression: false });
  return found;
}

/** Behind the brace that closes an expression. */
function closing(value: string, start: number): number {
  let depth = 1;
  for (let at = start; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
    else if (character === '"')
      for (at++; at < value.length && value.charAt(at) !== '"'; at++) if (value.charAt(at) === "\\") at++;
  }
  return value.length;
}
