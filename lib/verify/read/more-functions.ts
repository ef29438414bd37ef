import { createHash } from "node:crypto";
import { isArray, type Json } from "../json";
import { isKnown } from "../text";
import { as, collectionKind } from "./collections";
import { equal } from "./equal";
import { joined } from "./folder/tree";
import { numberIn } from "./number-value";
import { expressionFor, matchIn } from "./regular-expression";
import { isAscii, textIn } from "./text-value";

type Function = (args: readonly Json[], spend: (work: number) => void) => Json | undefined;

/** Functions of numbers, paths, patterns and hashes (https://developer.hashicorp.com/terraform/language/functions), of known values alone. */
export const MORE_FUNCTIONS: Readonly<Record<string, Function>> = {
  max: ofNumbers((numbers) => Math.max(...numbers)),
  min: ofNumbers((numbers) => Math.min(...numbers)),
  abs: ofNumbers((numbers) => (numbers.length === 1 ? Math.abs(numbers[0] ?? 0) : undefined)),
  ceil: ofNumbers((numbers) => (numbers.length === 1 ? Math.ceil(numbers[0] ?? 0) : undefined)),
  floor: ofNumbers((numbers) => (numbers.length === 1 ? Math.floor(numbers[0] ?? 0) : undefined)),
  index: ([list, value]) => {
    if (!isList(list) || value === undefined) return undefined;
    const truths = list.map((item) => equal(item, value));
    const at = truths.findIndex((truth) => truth !== "no");
    return truths[at] === "yes" ? at : undefined;
  },
  slice: ([list, start, end]) => {
    if (!isList(list) || !isIndex(start) || !isIndex(end) || start > end || end > list.length) return undefined;
    return as(collectionKind(list), list.slice(start, end));
  },
  reverse: ([list]) => (isList(list) ? as(collectionKind(list), [...list].reverse()) : undefined),
  alltrue: ofTruths((truths) => !truths.includes(false)),
  anytrue: ofTruths((truths) => truths.includes(true)),
  setsubtract: ofSets((first, second) => first.filter((item) => !second.includes(item))),
  setintersection: ofSets((first, second) => first.filter((item) => second.includes(item))),
  chomp: ofTexts(([text = ""]) => text.replace(/[\r\n]+$/, "")),
  trim: ofTexts(([text = "", characters = ""]) => (isAscii(text + characters) ? trimmed(text, characters) : undefined), 2),
  basename: ofTexts(([path = ""]) => (/^\/+$/.test(path) ? "/" : joined(path.replace(/^.*\/(?=[^/])/s, "")))),
  dirname: ofTexts(([path = ""]) => joined(path.slice(0, path.lastIndexOf("/") + 1))),
  regex: ofTexts(([pattern = "", text = ""]) => {
    const expression = expressionFor(pattern, text);
    const [found] = expression === undefined ? [] : text.matchAll(expression);
    return found === undefined ? undefined : matchIn(found);
  }, 2),
  regexall: ofTexts(([pattern = "", text = ""]) => {
    const expression = expressionFor(pattern, text);
    if (expression === undefined || new RegExp(expression.source).test("")) return undefined;
    const found = [...text.matchAll(expression)].map(matchIn);
    const matches = found.filter((one) => one !== undefined);
    return found.length === 0 || matches.length < found.length ? undefined : as("list", matches);
  }, 2),
  md5: ofTexts(([text = ""]) => createHash("md5").update(text).digest("hex")),
  sha1: ofTexts(([text = ""]) => createHash("sha1").update(text).digest("hex")),
  sha256: ofTexts(([text = ""]) => createHash("sha256").update(text).digest("hex")),
};

/** Whether it is a list with an order of its own, of a number of elements that is known. */
const isList = (value: Json | undefined): value is readonly Json[] =>
  isArray(value) && ["list", "tuple"].includes(collectionKind(value));

const isIndex = (value: Json | undefined): value is number => typeof value === "number" && Number.isInteger(value) && value >= 0;

function ofNumbers(run: (numbers: readonly number[]) => number | undefined): Function {
  return (args) => {
    const numbers = args.map((arg) => (typeof arg === "string" ? numberIn(arg) : arg));
    const all = numbers.filter((one) => typeof one === "number");
    const result = all.length === 0 || all.length < numbers.length ? undefined : run(all);
    return Object.is(result, -0) ? 0 : result;
  };
}

function ofTruths(run: (truths: readonly boolean[]) => boolean): Function {
  return ([list]) => {
    // Of an empty list it is unknown what could be in it.
    if (!isArray(list) || (list.length === 0 && collectionKind(list) !== "tuple") || collectionKind(list) === "many")
      return undefined;
    const truths = list.filter((one) => typeof one === "boolean");
    return truths.length < list.length ? undefined : run(truths);
  };
}

/** Of sets of texts: of those it is known which are equal. */
function ofSets(run: (first: readonly string[], second: readonly string[]) => readonly string[]): Function {
  return (args) => {
    const [first, second, ...others] = args.map(textsIn);
    return first === undefined || second === undefined || others.length > 0 ? undefined : as("set", run(first, second));
  };
}

function textsIn(set: Json): readonly string[] | undefined {
  if (!isArray(set) || collectionKind(set) === "many") return undefined;
  const texts = set.filter((item) => typeof item === "string").filter((text) => isKnown(text) && isAscii(text));
  return texts.length < set.length ? undefined : [...new Set(texts)].sort();
}

function ofTexts(run: (texts: readonly string[]) => Json | undefined, count = 1): Function {
  return (args, spend) => {
    const texts = args.map(textIn);
    const known = texts.filter((text) => text !== undefined).filter(isKnown);
    if (texts.length !== count || known.length < count) return undefined;
    spend(known.join("").length / 8);
    return run(known);
  };
}

function trimmed(text: string, characters: string): string {
  let [start, end] = [0, text.length];
  while (start < end && characters.includes(text.charAt(start))) start++;
  while (end > start && characters.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
