import { isArray, isObject, type Json, type JsonObject } from "../json";

/**
 * What Terraform has a list or object of JSON for. Literals are tuples and objects, whose elements may be of several types; of what a provider or
 * a variable gives it is unknown here. Of those that are `many`, not even the number of elements is (`many.ts`).
 */
export type Kind = "tuple" | "list" | "set" | "object" | "map" | "unknown" | "many";

const kinds = new WeakMap<object, Kind>();

/** The same value, known to be of the kind. It must be a new one: others would see it change. */
export function as<T extends readonly Json[] | JsonObject>(kind: Kind, value: T): T {
  kinds.set(value, kind);
  return value;
}

/** The kind of a list or an object. */
export function collectionKind(value: readonly Json[] | JsonObject): Kind {
  return kinds.get(value) ?? (isArray(value) ? "tuple" : "object");
}

/** A copy of the value, in which no kind is known: what a provider's schema made of it. */
export function ofUnknownKind(value: Json): Json {
  if (isArray(value)) return as(unknownOr(value), value.map(ofUnknownKind));
  if (!isObject(value)) return value;
  const copy = Object.assign(Object.create(null) as object, value) as Record<string, Json>;
  for (const key in copy) copy[key] = ofUnknownKind(copy[key] ?? null);
  return as(unknownOr(value), copy);
}

const unknownOr = (value: readonly Json[] | JsonObject): Kind => (collectionKind(value) === "many" ? "many" : "unknown");
