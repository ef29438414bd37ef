import { emptyObject, isArray, type Json, type JsonObject } from "../json";
import { isKnown } from "../text";
import { as, collectionKind } from "./collections";
import { setOf } from "./set-value";
import { textIn } from "./text-value";
import { type Collection, type Structure, type Type, typeOf, unify } from "./types";

/** The value as one of the type; undefined where Terraform would complain, or where it is unknown. */
export function convert(value: Json, type: Type): Json | undefined {
  if (value === null || type === "any") return value;
  if (typeof type === "string") return convertPrimitive(value, type);
  if (typeof value !== "object" || type.kind === "unknown") return undefined;
  return isArray(value) ? convertList(value, type) : convertObject(value, type);
}

/** The values with the one type that they share; undefined if there is none, or it is unknown. */
export function unified(values: readonly Json[]): Json[] | undefined {
  const type = unify(values.map(typeOf));
  return type === undefined ? undefined : all(values.map((value) => convert(value, type)));
}

/** The values as a list: Terraform's lists have elements of one type. */
export function listIn(values: readonly Json[]): readonly Json[] | undefined {
  const items = unified(values);
  return items === undefined ? undefined : as("list", items);
}

function convertPrimitive(value: Json, type: string): Json | undefined {
  if (typeof value === "string" && !isKnown(value)) return type === "string" || type === "unknown" ? value : undefined;
  if (type === "string") return textIn(value);
  return typeof value === (type === "bool" ? "boolean" : type) ? value : undefined;
}

function convertList(value: readonly Json[], type: Collection | Structure): Json | undefined {
  if (type.kind === "object" || type.kind === "map" || type.kind === "unknown") return undefined;
  if (type.kind === "tuple" && (collectionKind(value) !== "tuple" || type.items.size !== value.length)) return undefined;
  const items = all(value.map((item, index) => convert(item, typeAt(type, String(index)))));
  if (items === undefined) return undefined;
  return type.kind === "set" ? setOf(items) : as(type.kind, items);
}

function convertObject(value: JsonObject, type: Collection | Structure): Json | undefined {
  if (type.kind !== "object" && type.kind !== "map") return undefined;
  const keys = Object.keys(value);
  if (type.kind === "object" && (collectionKind(value) !== "object" || type.items.size !== keys.length)) return undefined;
  const result = emptyObject();
  for (const key of keys) {
    const item = convert(value[key] ?? null, typeAt(type, key));
    if (item === undefined) return undefined;
    result[key] = item;
  }
  return as(type.kind, result);
}

const typeAt = (type: Collection | Structure, key: string): Type => ("of" in type ? type.of : (type.items.get(key) ?? "any"));

const all = (values: readonly (Json | undefined)[]): Json[] | undefined =>
  values.includes(undefined) ? undefined : (values as Json[]);
