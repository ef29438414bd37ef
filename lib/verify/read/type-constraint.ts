import { emptyObject, isArray, isObject, type Json, type JsonObject } from "../json";
import { expressionOf, isKnown } from "../text";
import { as, ofUnknownKind } from "./collections";
import { listIn } from "./convert";
import { isMany } from "./many";
import { numberIn } from "./number-value";
import { parseTemplate } from "./parser";
import { setOf } from "./set-value";
import type { Expression } from "./syntax";
import { textIn } from "./text-value";

/** What a variable may hold (https://developer.hashicorp.com/terraform/language/expressions/type-constraints). */
export type Constraint =
  | "string"
  | "number"
  | "bool"
  | "any"
  | { readonly kind: "list" | "set" | "map"; readonly of: Constraint }
  | { readonly kind: "tuple"; readonly items: readonly Constraint[] }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, Attribute> };

interface Attribute {
  readonly type: Constraint;
  /** Whether it may be missing: then it is its default, or null. */
  readonly isOptional: boolean;
  readonly otherwise?: Expression | undefined;
}

/** The constraint that a `type` argument writes; undefined if it is not understood. */
export function constraintOf(type: Json | undefined): Constraint | undefined {
  if (type === undefined || type === null) return "any";
  if (typeof type !== "string") return undefined;
  const expression = parseTemplate(type.startsWith("${") ? type : `\${${type}}`);
  return expression === undefined ? undefined : constraintIn(expression);
}

function constraintIn(expression: Expression): Constraint | undefined {
  if (expression.kind === "reference" && expression.steps.length === 0) return named(expression.root);
  if (expression.kind !== "call") return undefined;
  const [argument] = expression.args;
  switch (expression.name) {
    case "list":
    case "set":
    case "map": {
      const of = argument === undefined ? undefined : constraintIn(argument);
      return of === undefined ? undefined : { kind: expression.name, of };
    }
    case "tuple": {
      const items = argument?.kind === "list" ? argument.items.map(constraintIn) : [undefined];
      return items.includes(undefined) ? undefined : { kind: "tuple", items: items as Constraint[] };
    }
    case "object":
      return argument?.kind === "object" ? objectOf(argument.entries) : undefined;
    default:
      return undefined;
  }
}

function named(word: string): Constraint | undefined {
  if (word === "string" || word === "number" || word === "bool" || word === "any") return word;
  // As they were written before there were types of elements.
  return word === "list" || word === "map" ? { kind: word, of: "any" } : undefined;
}

function objectOf(entries: readonly (readonly [Expression, Expression])[]): Constraint | undefined {
  const attributes = new Map<string, Attribute>();
  for (const [key, value] of entries) {
    const isOptional = value.kind === "call" && value.name === "optional";
    const [type, otherwise] = isOptional ? value.args : [value];
    const constraint = type === undefined ? undefined : constraintIn(type);
    if (key.kind !== "literal" || typeof key.value !== "string" || constraint === undefined) return undefined;
    attributes.set(key.value, { type: constraint, isOptional, otherwise });
  }
  return { kind: "object", attributes };
}

/**
 * A value as Terraform converts it to what a variable may hold; undefined where it would complain, or where it is unknown.
 *
 * @param constant What a default in the constraint is
 */
export function conforming(value: Json, constraint: Constraint, constant: (expression: Expression) => Json): Json | undefined {
  if (value === null || constraint === "any" || isMany(value) || expressionOf(value) !== undefined) return value;
  if (typeof constraint === "string") return primitive(value, constraint);
  const each = (item: Json, of: Constraint): Json | undefined => conforming(item, of, constant);
  switch (constraint.kind) {
    case "list":
    case "set": {
      const items = isArray(value) ? value.map((item) => each(item, constraint.of)) : [undefined];
      if (items.includes(undefined)) return undefined;
      if (constraint.kind === "set") return setOf(items as Json[]);
      return constraint.of === "any" ? (listIn(items as Json[]) ?? ofUnknownKind(items as Json[])) : as("list", items as Json[]);
    }
    case "tuple": {
      const items = isArray(value) ? value.map((item, index) => each(item, constraint.items[index] ?? "any")) : [undefined];
      const isWhole = items.length === constraint.items.length && !items.includes(undefined);
      return isWhole ? as("tuple", items as Json[]) : undefined;
    }
    case "map": {
      if (!isObject(value)) return undefined;
      const map = ofEntries("map", Object.keys(value), (key) => each(value[key] ?? null, constraint.of));
      // Its elements have one type, which is not looked for here.
      return constraint.of === "any" && map !== undefined ? ofUnknownKind(map) : map;
    }
    case "object":
      return isObject(value) ? object(value, constraint.attributes, each, constant) : undefined;
  }
}

function primitive(value: Json, type: "string" | "number" | "bool"): Json | undefined {
  if (type === "string") return textIn(value);
  if (typeof value === "string" && !isKnown(value)) return undefined;
  if (type === "number") return typeof value === "number" ? value : typeof value === "string" ? numberIn(value) : undefined;
  return typeof value === "boolean" ? value : value === "true" ? true : value === "false" ? false : undefined;
}

/** What the constraint does not name is left out. */
function object(
  value: JsonObject,
  attributes: ReadonlyMap<string, Attribute>,
  each: (item: Json, of: Constraint) => Json | undefined,
  constant: (expression: Expression) => Json,
): Json | undefined {
  if (!Object.keys(value).every(isKnown)) return undefined;
  return ofEntries("object", [...attributes.keys()], (key) => {
    const { type, isOptional, otherwise } = attributes.get(key) ?? { type: "any", isOptional: false };
    const item = value[key];
    if (item === undefined && !isOptional) return undefined;
    if ((item ?? null) === null && otherwise !== undefined) return each(constant(otherwise), type);
    return each(item ?? null, type);
  });
}

function ofEntries(kind: "map" | "object", keys: readonly string[], itemAt: (key: string) => Json | undefined): Json | undefined {
  const result = emptyObject();
  for (const key of keys) {
    const item = itemAt(key);
    if (item === undefined) return undefined;
    result[key] = item;
  }
  return as(kind, result);
}
