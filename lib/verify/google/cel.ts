import type * as Library from "@bufbuild/cel";
import { isKnown } from "../text";

type Parsed = ReturnType<typeof Library.parse>["expr"];

/** Loaded when the first expression is read: it takes longer than most commands do. */
function parse(text: string): Parsed {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once, or answer later
  const library = require("@bufbuild/cel") as typeof Library;
  return library.parse(text).expr;
}

/** An expression of CEL as a tree, with all that Google does not document as one leaf. */
export type Cel =
  | { readonly kind: "constant"; readonly value: string | number | bigint | boolean | null }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly of: Cel; readonly at: Cel }
  | { readonly kind: "list"; readonly items: readonly Cel[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Cel, Cel])[] }
  /** Operators and functions; what a method is called on is its first argument. Chains of `&&` and of `||` are one call. */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Cel[] }
  /** What Google's pages do not name (`has()`, macros, `size()`…), or what cannot be read. */
  | { readonly kind: "unsettled"; readonly what: string };

/**
 * Functions that Google names for mappings and conditions, with how many arguments they take besides what they are called on.
 * https://cloud.google.com/iam/docs/workload-identity-federation#mapping
 */
const METHODS: Readonly<Record<string, number>> = {
  contains: 1,
  startsWith: 1,
  endsWith: 1,
  matches: 1,
  extract: 1,
  split: 1,
  join: 1,
};

const OPERATORS: Readonly<Record<string, string>> = {
  "_&&_": "&&",
  "_||_": "||",
  "!_": "!",
  "_?_:_": "?:",
  "_==_": "==",
  "_!=_": "!=",
  "_<_": "<",
  "_<=_": "<=",
  "_>_": ">",
  "_>=_": ">=",
  "_+_": "+",
  "@in": "in",
};

/** Google's own limit is 4,096 characters; a tree of one is never as deep as this. */
const MAX_LENGTH = 4096;
const MAX_DEPTH = 100;

/** Reads an expression. Never throws: one that cannot be read is unsettled. */
export function readCel(text: string): Cel {
  if (!isKnown(text)) return { kind: "unsettled", what: "it holds what is unknown until apply" };
  if (text.length > MAX_LENGTH) return { kind: "unsettled", what: `it is longer than ${MAX_LENGTH} characters` };
  if (nesting(text) > MAX_DEPTH) return { kind: "unsettled", what: "it is nested too deeply to be read" };
  try {
    return treeOf(parse(text));
  } catch {
    return { kind: "unsettled", what: "it is not valid CEL, or not of the part that can be read" };
  }
}

/** How deeply brackets nest at most, quotes not regarded: never less than the truth. */
function nesting(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const character of text) {
    if ("([{".includes(character)) deepest = Math.max(deepest, ++depth);
    else if (")]}".includes(character)) depth = Math.max(0, depth - 1);
  }
  return deepest;
}

const unsettled = (what: string): Cel => ({ kind: "unsettled", what });

function treeOf(expr: Parsed | undefined): Cel {
  const kind = expr?.exprKind;
  switch (kind?.case) {
    case "constExpr":
      return constant(kind.value.constantKind);
    case "identExpr":
      return { kind: "name", name: kind.value.name };
    case "selectExpr": {
      const { operand, field, testOnly } = kind.value;
      if (testOnly) return unsettled("has() is not among the functions that Google names");
      return { kind: "index", of: treeOf(operand), at: { kind: "constant", value: field } };
    }
    case "listExpr":
      return { kind: "list", items: kind.value.elements.map(treeOf) };
    case "structExpr":
      if (kind.value.messageName !== "") return unsettled(`${kind.value.messageName} is a message`);
      return { kind: "map", entries: kind.value.entries.map(({ keyKind, value }) => [treeOf(keyOf(keyKind)), treeOf(value)]) };
    case "callExpr":
      return call(kind.value.function, kind.value.target, kind.value.args);
    default:
      return unsettled("macros are not among what Google names");
  }
}

const keyOf = (key: { readonly case: string | undefined; readonly value?: unknown }): Parsed | undefined =>
  key.case === "mapKey" ? (key.value as Parsed) : undefined;

function constant(kind: { readonly case: string | undefined; readonly value?: unknown }): Cel {
  const { value } = kind;
  if (kind.case === "nullValue") return { kind: "constant", value: null };
  if (kind.case === "uint64Value") return unsettled("an unsigned number");
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    return { kind: "constant", value };
  }
  return unsettled("a constant that is not text, a number or a boolean");
}

function call(name: string, target: Parsed | undefined, args: readonly Parsed[]): Cel {
  if (target !== undefined) {
    const known = Object.hasOwn(METHODS, name) && METHODS[name] === args.length;
    return known
      ? { kind: "call", name, args: [target, ...args].map(treeOf) }
      : unsettled(`${name}() is not among the functions that Google names`);
  }
  const [of, at] = args;
  if (name === "_[_]") return { kind: "index", of: treeOf(of), at: treeOf(at) };
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (operator === undefined) {
    const shown = name.replaceAll("_", "");
    return unsettled(`${/^[a-z]/i.test(shown) ? `${shown}()` : shown} is not among what Google names`);
  }
  if (operator === "&&" || operator === "||") return { kind: "call", name: operator, args: chain(name, args).map(treeOf) };
  return { kind: "call", name: operator, args: args.map(treeOf) };
}

/** The parts of `a && b && c`, which the parser nests to the left. */
function chain(name: string, args: readonly Parsed[]): Parsed[] {
  const parts: Parsed[] = [];
  let [left, right] = args;
  while (left !== undefined && right !== undefined) {
    parts.unshift(right);
    const kind = left.exprKind;
    if (kind.case !== "callExpr" || kind.value.function !== name || kind.value.target !== undefined) break;
    [left, right] = kind.value.args;
  }
  return left === undefined ? parts : [left, ...parts];
}
