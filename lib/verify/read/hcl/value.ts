import { emptyObject, type Json } from "../../json";
import { textOfNumber } from "../number-value";
import type { Expression } from "../syntax";
import { textIn } from "../text-value";

/** The text that expressions were read from, and where each stands in it. */
export interface Written {
  readonly text: string;
  readonly ranges: ReadonlyMap<object, readonly [from: number, to: number]>;
}

/**
 * An expression as Terraform JSON has it: lists, objects and constants as themselves, texts as templates, all else as `${…}`
 * (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping).
 */
export function valueOf(expression: Expression, written: Written): Json {
  if (isInParentheses(expression, written)) return `\${${sourceOf(expression, written)}}`;
  switch (expression.kind) {
    case "literal":
      return typeof expression.value === "string" ? `\${${sourceOf(expression, written)}}` : expression.value;
    case "template":
      return templateOf(expression.parts, written);
    case "list":
      return expression.items.map((item) => valueOf(item, written));
    case "object": {
      const object = emptyObject();
      for (const [key, value] of expression.entries) object[keyOf(key, written)] = valueOf(value, written);
      return object;
    }
    case "minus":
      if (expression.of.kind === "literal" && typeof expression.of.value === "number" && expression.of.value !== 0) {
        return -expression.of.value;
      }
      return `\${${sourceOf(expression, written)}}`;
    default:
      return `\${${sourceOf(expression, written)}}`;
  }
}

const sourceOf = (expression: Expression, { text, ranges }: Written): string => text.slice(...(ranges.get(expression) ?? []));

const isInParentheses = (expression: Expression, { text, ranges }: Written): boolean =>
  text.charAt(ranges.get(expression)?.[0] ?? text.length) === "(";

/** A bare word, or what stands there of one with dots (`aws.eu`), is a text. */
function keyOf(key: Expression, written: Written): string {
  if (key.kind === "literal" && typeof key.value === "string" && !written.ranges.has(key)) return key.value;
  if (key.kind === "reference" && !isInParentheses(key, written)) return sourceOf(key, written);
  return textIn(valueOf(key, written)) ?? `\${${sourceOf(key, written)}}`;
}

/** A template of one value is that value. */
function templateOf(parts: readonly (string | Expression)[], written: Written): Json {
  const [only, ...others] = parts;
  const isOne = others.length === 0 && only !== undefined && typeof only !== "string" && written.ranges.has(only);
  return isOne ? valueOf(only, written) : textOf(parts, written);
}

function textOf(parts: readonly (string | Expression)[], written: Written): string {
  let text = "";
  for (const part of parts) {
    const more = typeof part === "string" ? escaped(part) : sequenceOf(part, written);
    // A sign just before an opening would escape it.
    const [, sign] = /^([$%])\{/.exec(more) ?? [];
    if (sign !== undefined && text.endsWith(sign)) text = `${text.slice(0, -1)}\${"${sign}"}`;
    text += more;
  }
  return parts.length === 2 && parts[1] === "" ? `${text}\${""}` : text;
}

const escaped = (text: string): string => text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");

/** `${…}`, a text within a text, or a directive: only that stands nowhere by itself. */
function sequenceOf(part: Expression, written: Written): string {
  const { ranges } = written;
  if (part.kind === "template" && !isInParentheses(part, written)) return textOf(part.parts, written);
  if (part.kind === "literal" && typeof part.value === "number" && !isInParentheses(part, written))
    return textOfNumber(part.value);
  if (ranges.has(part)) return `\${${sourceOf(part, written)}}`;
  if (part.kind === "conditional") {
    const no = blockOf(part.no, written);
    return `%{if ${sourceOf(part.test, written)}}${blockOf(part.yes, written)}${no === "" ? "" : `%{else}${no}`}%{endif}`;
  }
  const loop = part.kind === "call" ? part.args[1] : undefined;
  if (loop?.kind !== "for") return "";
  return `%{for ${loop.names.join(", ")} in ${sourceOf(loop.of, written)}}${blockOf(loop.value, written)}%{endfor}`;
}

const blockOf = (block: Expression, written: Written): string => (block.kind === "template" ? textOf(block.parts, written) : "");
