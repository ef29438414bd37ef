import type * as Library from "@bufbuild/re2";
import { at, type CelValue, equal, failed, isList, isNumber, open, type Outcome, textsOf, typeName, valued } from "./cel-value";

/** Calls an operator or function of CEL that wants all of its arguments. */
export function apply(name: string, args: readonly CelValue[]): Outcome {
  const [first = null, second = null] = args;
  switch (name) {
    case "!":
      return typeof first === "boolean" ? valued(!first) : failed(`! wants a boolean, and this is ${typeName(first)}`);
    case "==":
      return equality(first, second, true);
    case "!=":
      return equality(first, second, false);
    case "in":
      return isIn(first, second);
    case "+":
      return sum(first, second);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return order(name, first, second);
    case "join":
      return join(first, second);
    default:
      return onTexts(name, first, second);
  }
}

function equality(a: CelValue, b: CelValue, wanted: boolean): Outcome {
  const answer = equal(a, b);
  return answer === undefined ? open("what is compared is nested too deeply") : valued(answer === wanted);
}

function isIn(item: CelValue, of: CelValue): Outcome {
  if (isList(of)) {
    const answers = of.map((one) => equal(one, item));
    if (answers.includes(true)) return valued(true);
    return answers.includes(undefined) ? open("what is compared is nested too deeply") : valued(false);
  }
  if (of !== null && typeof of === "object") {
    if (typeof item === "object") return open("whether a map can hold this key is not documented");
    return valued(at(of, item) !== undefined);
  }
  return failed(`in wants a list or map, and this is ${typeName(of)}`);
}

function sum(a: CelValue, b: CelValue): Outcome {
  if (typeof a === "string" && typeof b === "string") return valued(a + b);
  if (isList(a) && isList(b)) return valued([...a, ...b]);
  if (isNumber(a) && typeof a === typeof b) return open("Google names no arithmetic");
  return failed(`+ does not take ${typeName(a)} and ${typeName(b)}`);
}

function order(name: string, a: CelValue, b: CelValue): Outcome {
  if (isNumber(a) && isNumber(b)) return valued(ordered(name, a < b ? -1 : a > b ? 1 : 0));
  // CEL orders texts by code points, as UTF-8 does, and JavaScript by halves of them.
  if (typeof a === "string" && typeof b === "string")
    return valued(ordered(name, Buffer.compare(Buffer.from(a), Buffer.from(b))));
  if (typeof a === "boolean" && typeof b === "boolean") return valued(ordered(name, Number(a) - Number(b)));
  return failed(`${name} does not take ${typeName(a)} and ${typeName(b)}`);
}

function ordered(name: string, difference: number): boolean {
  if (difference === 0) return name.endsWith("=");
  return name.startsWith("<") === difference < 0;
}

function join(texts: CelValue, separator: CelValue): Outcome {
  const known = textsOf(texts);
  if (known === undefined || typeof separator !== "string") return failed("join wants a list of texts and a separator");
  return valued(known.join(separator));
}

function onTexts(name: string, text: CelValue, other: CelValue): Outcome {
  if (typeof text !== "string" || typeof other !== "string") {
    return failed(`${name}() wants texts, and gets ${typeName(text)} and ${typeName(other)}`);
  }
  switch (name) {
    case "contains":
      return valued(text.includes(other));
    case "startsWith":
      return valued(text.startsWith(other));
    case "endsWith":
      return valued(text.endsWith(other));
    case "matches":
      return matches(text, other);
    case "extract":
      return extract(text, other);
    case "split":
      return valued(other === "" ? Array.from(text) : text.split(other));
    default:
      return open(`${name}() is not among the functions that Google names`);
  }
}

const patterns = new Map<string, Library.RE2JS | undefined>();

/** RE2, which is linear, anywhere in the text. Not a pattern of RE2: an error. */
function matches(text: string, pattern: string): Outcome {
  let compiled = patterns.get(pattern);
  if (compiled === undefined && !patterns.has(pattern)) {
    compiled = compile(pattern);
    if (patterns.size > 1000) patterns.clear();
    patterns.set(pattern, compiled);
  }
  return compiled === undefined ? failed(`"${pattern}" is not a regular expression of RE2`) : valued(compiled.test(text));
}

function compile(pattern: string): Library.RE2JS | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded with the first expression, as CEL is
  const { RE2JS } = require("@bufbuild/re2") as typeof Library;
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/**
 * Google's own `extract`: what stands between the first occurrence of the template's prefix and the next one of its suffix. Without
 * either it is the empty text. https://cloud.google.com/iam/docs/conditions-attribute-reference#extract
 */
export function extract(text: string, template: string): Outcome {
  const parts = templateParts(template);
  if (parts === undefined) return open(`the template "${template}" does not have exactly one {name}`);
  const { prefix, suffix } = parts;
  const start = text.indexOf(prefix);
  if (start < 0) return valued("");
  const from = start + prefix.length;
  const end = suffix === "" ? text.length : text.indexOf(suffix, from);
  return valued(end < 0 ? "" : text.slice(from, end));
}

/** What stands before and after the one `{name}` of a template of `extract`. */
export function templateParts(template: string): { readonly prefix: string; readonly suffix: string } | undefined {
  const [, prefix, suffix] = /^([^{}]*)\{[^{}]*\}([^{}]*)$/.exec(template) ?? [];
  return prefix === undefined || suffix === undefined ? undefined : { prefix, suffix };
}
