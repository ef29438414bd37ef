/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object of JSON, without a prototype: `__proto__` is a key like any other. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** Whether the value is an object of JSON, and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !isArray(value);
}

/** Whether the value is a list. */
export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value as a list: Terraform writes a block that stands once as an object or as a list of one. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isArray(value) ? value : [value];
}

/** The value as text, if it is one; a number or boolean as Terraform converts it. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** An object that is being filled, without a prototype. */
export type JsonObjectDraft = Record<string, Json | undefined>;

/** An empty object to fill. */
export function emptyObject(): JsonObjectDraft {
  // An object that is made without a prototype takes twice the memory and time.
  return Object.setPrototypeOf({}, null) as JsonObjectDraft;
}

/** An object of these entries; a later one of a key wins. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  const object = emptyObject();
  for (const [key, value] of entries) object[key] = value;
  return object;
}

/** What is under the key, if the object has it. */
export function entryOf(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The keys in Terraform's order: sorted. */
export function sortedKeys(object: JsonObject): string[] {
  return inByteOrder(Object.keys(object).filter((key) => object[key] !== undefined));
}

/** Sorts texts as Terraform does, by their bytes in UTF-8: above these characters, the order of UTF-16 is another one. In place. */
export function inByteOrder(texts: string[]): string[] {
  if (!texts.some((text) => /[\ud800-\uffff]/.test(text))) return texts.sort();
  return texts.sort((a, b) => Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8")));
}

/** About as many characters as the value has as JSON. */
export function sizeOf(value: Json | undefined): number {
  if (typeof value === "string") return value.length + 2;
  if (typeof value !== "object" || value === null) return 4;
  if (isArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item), 2);
  let size = 2;
  for (const key in value) size += key.length + 4 + sizeOf(value[key]);
  return size;
}
