import { isArray, type Json, sortedKeys } from "../json";
import { expressionOf, hole, isKnown, partsOf } from "../text";

const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*$/u;
const SIMPLE = /^[\p{L}\p{N}_./[\]"*()-]*$/u;

/** A value as an expression of Terraform's. Equal values are printed equally, so holes that are named by it are equal. */
export function print(value: Json): string {
  if (typeof value === "string") return expressionOf(value) ?? quoted(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isArray(value)) return `[${value.map(print).join(", ")}]`;
  return `{${sortedKeys(value)
    .map((key) => `${printKey(key)} = ${print(value[key] ?? null)}`)
    .join(", ")}}`;
}

/** The unknown result of a function. */
export function unknownCall(name: string, args: readonly Json[]): string {
  return hole(`${name}(${args.map(print).join(", ")})`);
}

/** The unknown part of an unknown value: `of.name`, `of[0]`, `of["a key"]`, `of[*]`. */
export function unknownPart(of: Json, key: Json, isSplat = false): string {
  return hole(`${grouped(print(of))}${isSplat ? "[*]" : printStep(key)}`);
}

/** A step into a value: `.name`, `[0]`, `["a key"]`. */
export function printStep(key: Json): string {
  if (typeof key === "string" && PLAIN.test(key)) return `.${key}`;
  return `[${print(typeof key === "string" && /^\d{1,9}$/.test(key) ? Number(key) : key)}]`;
}

/** In parentheses, unless nothing in it could bind less tightly than what follows. */
export function grouped(expression: string): string {
  return SIMPLE.test(expression) ? expression : `(${expression})`;
}

const printKey = (key: string): string => (PLAIN.test(key) ? key : quoted(key));

function quoted(text: string): string {
  if (isKnown(text)) return JSON.stringify(escaped(text));
  const parts = partsOf(text).map((part, index) =>
    index % 2 === 1 ? `\${${part}}` : JSON.stringify(escaped(part)).slice(1, -1),
  );
  return `"${parts.join("")}"`;
}

const escaped = (text: string): string => text.replaceAll("${", () => "$${").replaceAll("%{", "%%{");
