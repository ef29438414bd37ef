import { isArray, isObject, type Json, sortedKeys } from "../json";
import { hole, isKnown, partsOf } from "../text";
import { isMany, orNone } from "./many";
import { print } from "./print";
import { textIn } from "./text-value";

const ESCAPED = /[<>&\u2028\u2029]/g;

/**
 * What Terraform's `jsonencode` makes: keys sorted, no white space, `<`, `>`, `&`, U+2028 and U+2029 escaped
 * (https://developer.hashicorp.com/terraform/language/functions/jsonencode). Holes stay as they are, so that parsing gives them back.
 */
export function encodeJson(value: Json, spend: (work: number) => void): string {
  spend(1);
  if (typeof value === "string") {
    spend(value.length / 16);
    return encodeText(value);
  }
  if (value === null || typeof value !== "object") return textIn(value) ?? "null";
  if (isMany(value) && !(isArray(value) && value.every(isPart))) return encodeText(hole(print(value)));
  if (isArray(value))
    return `[${(value.every(isText) ? orNone(value) : value).map((item) => encodeJson(item, spend)).join(",")}]`;
  const members = sortedKeys(value).map((key) => `${encodeText(key)}:${encodeJson(value[key] ?? null, spend)}`);
  return `{${members.join(",")}}`;
}

/** Whether policies take the value as one of any number: texts and statements. What is made of no condition, or of no others, would be wider. */
const isPart = (value: Json): boolean => isText(value) || (isObject(value) && "Effect" in value);

const isText = (value: Json): boolean => typeof value === "string";

/** A JSON string. */
export function encodeText(text: string, parts: readonly string[] = partsOf(text)): string {
  if (isKnown(text)) return escaped(text);
  return `"${parts.map((part, index) => (index % 2 === 1 ? hole(part) : escaped(part).slice(1, -1))).join("")}"`;
}

const escaped = (text: string): string =>
  JSON.stringify(text).replace(ESCAPED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
