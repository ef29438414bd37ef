import { isArray, isObject, type Json, type JsonObject } from "../json";
import { parseJson } from "../read/parse";
import { isKnown } from "../text";

/** The body of a request to Azure as an object: older versions of azapi want it as JSON in a text. `undefined`: it is unknown. */
export function bodyOf(value: Json | undefined): JsonObject | undefined {
  if (isObject(value)) return value;
  if (isArray(value) && value.length === 1) return bodyOf(value[0]);
  if (typeof value !== "string" || !isKnown(value.slice(0, 1))) return undefined;
  const parsed = parseJson(value);
  return isObject(parsed) ? parsed : undefined;
}
