import { isArray, isObject, type Json } from "../json";
import { isKnown } from "../text";
import { isExact, textOfNumber } from "./number-value";

/** The value as Terraform puts it into a text; undefined where it would complain. */
export function textIn(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" && isExact(value) ? textOfNumber(value) : undefined;
}

/** Whether there is no hole anywhere in the value. */
export function isWhollyKnown(value: Json | undefined): boolean {
  if (typeof value === "string") return isKnown(value);
  if (isArray(value)) return value.every(isWhollyKnown);
  return !isObject(value) || Object.values(value).every(isWhollyKnown);
}

/** Whether the text is known, and each of its characters is one to Terraform, which counts grapheme clusters. */
export function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
