import { isArray, type Json, type JsonObject, sortedKeys } from "../json";
import { expressionOf } from "../text";
import { collectionKind } from "./collections";

/** A type of Terraform's. `any` is that of `null`; of what is `unknown`, the type is unknown either. */
export type Type = "string" | "number" | "bool" | "any" | "unknown" | Collection | Structure;

/** A list, set or map, or something of unknown kind: its elements have one type. */
export interface Collection {
  readonly kind: "list" | "set" | "map" | "unknown";
  readonly of: Type;
}

/** A tuple or object: each element has its own. */
export interface Structure {
  readonly kind: "tuple" | "object";
  readonly items: ReadonlyMap<string, Type>;
}

/** The type of a value. */
export function typeOf(value: Json): Type {
  if (value === null) return "any";
  if (typeof value === "string") return expressionOf(value) === undefined ? "string" : "unknown";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  const own = collectionKind(value);
  const kind = own === "many" ? "unknown" : own;
  if (kind === "tuple" || kind === "object") return { kind, items: itemTypes(value) };
  const types = [...itemTypes(value).values()];
  return { kind, of: (kind === "unknown" ? unify(types) : types.find((type) => type !== "any")) ?? "any" };
}

function itemTypes(value: readonly Json[] | JsonObject): Map<string, Type> {
  if (isArray(value)) return new Map(value.map((item, index) => [String(index), typeOf(item)]));
  return new Map(sortedKeys(value).map((key) => [key, typeOf(value[key] ?? null)]));
}

/**
 * The type that values of all of these types are converted to, where Terraform needs one: in a conditional, a list. Undefined: there is none,
 * or it is unknown which.
 * Source: https://github.com/zclconf/go-cty/blob/main/cty/convert/unify.go
 */
export function unify(types: readonly Type[]): Type | undefined {
  const [first = "any"] = types;
  if (types.every((type) => typeof type === "string")) return unifyPrimitives(new Set(types as string[]));
  if (types.some((type) => typeof type === "string") || typeof first === "string") return undefined;
  const collections = types as (Collection | Structure)[];
  const kinds = new Set(collections.map(({ kind }) => kind));
  if (kinds.has("unknown")) return undefined;
  if (kinds.size === 1 && (first.kind === "tuple" || first.kind === "object")) {
    const structures = collections as Structure[];
    if (haveOneShape(structures)) return unifyItems(first.kind, structures);
  }
  const kind = (["set", "list", "map"] as const).find((one) => kinds.has(one)) ?? (kinds.has("tuple") ? "list" : "map");
  const parts: readonly string[] = kind === "map" ? ["map", "object"] : [kind, "tuple"];
  if (![...kinds].every((one) => parts.includes(one))) return undefined;
  const elements = collections.flatMap((type) => ("of" in type ? [type.of] : [...type.items.values()]));
  // A set beside a tuple keeps its own type.
  const isSure = kind !== "set" || kinds.size === 1 || (typeof elements[0] === "string" && new Set(elements).size === 1);
  const of = isSure ? unify(elements) : undefined;
  return of === undefined ? undefined : { kind, of };
}

/**
 * Numbers and booleans become texts where there is one; with each other they do not go. A null may have a type that is not seen here, so
 * beside a number it is unknown what becomes of that.
 */
function unifyPrimitives(types: ReadonlySet<string>): Type | undefined {
  if (types.has("string")) return "string";
  const [only = "any"] = types;
  return types.size < 2 ? (only as Type) : undefined;
}

function haveOneShape([first, ...others]: readonly Structure[]): boolean {
  const keys = [...(first?.items.keys() ?? [])];
  return others.every(({ items }) => items.size === keys.length && keys.every((key) => items.has(key)));
}

function unifyItems(kind: Structure["kind"], types: readonly Structure[]): Type | undefined {
  const items = new Map<string, Type>();
  for (const key of types[0]?.items.keys() ?? []) {
    const type = unify(types.map((one) => one.items.get(key) ?? "any"));
    if (type === undefined) return undefined;
    items.set(key, type);
  }
  return { kind, items };
}
