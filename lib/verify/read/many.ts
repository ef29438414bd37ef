import { emptyObject, isArray, isObject, type Json, type JsonObject } from "../json";
import { hole, holesIn, isKnown } from "../text";
import { as, collectionKind } from "./collections";

/**
 * A list or object of kind `many`: what a `for` makes of an unknown list. Of an element that holds something unknown there may be none, one or
 * many; what is known of it is known of each.
 */
export function isMany(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && collectionKind(value) === "many";
}

/** Whether there is such a list in the list. */
export function holdsMany(value: Json): boolean {
  return isMany(value) || (isArray(value) && value.some(holdsMany));
}

const EACH = /\uE000[^\uE001]*\b(each \S|whether there is one of |if there is none of )/;

/** Whether part of a text, such as JSON, stands for any number of elements. */
export function holdsEach(text: string): boolean {
  return EACH.test(text);
}

/** Whether something is unknown in the value. */
export function holdsUnknown(value: Json): boolean {
  if (typeof value === "string") return !isKnown(value);
  if (isArray(value)) return value.some(holdsUnknown);
  return isObject(value) && Object.keys(value).some((key) => !isKnown(key) || holdsUnknown(value[key] ?? null));
}

/** The element as one of which it is unknown whether it is there; undefined if that cannot be said of it. */
export function perhaps(element: Json, whether: string): Json | undefined {
  if (isObject(element) && "Effect" in element) return perhapsStatement(element, whether);
  return holdsUnknown(element) ? element : undefined;
}

/** A statement of a policy holds for nobody for certain if it has a condition that is unknown. */
function perhapsStatement(statement: JsonObject, whether: string): JsonObject {
  const { Condition: condition = emptyObject() } = statement;
  const conditions = isObject(condition) ? condition : emptyObject();
  const result = Object.assign(emptyObject(), statement);
  result["Condition"] = isObject(condition)
    ? Object.assign(emptyObject(), conditions, { [hole(whether)]: hole(whether) })
    : condition;
  return result;
}

/** The texts, and what is unknown, if there may be none of them: what IAM makes of a condition without values is not documented. */
export function orNone(texts: readonly Json[]): readonly Json[] {
  if (!isMany(texts) || texts.some((text) => !holdsUnknown(text))) return texts;
  return [
    ...texts,
    hole(`if there is none of ${texts.flatMap((text) => (typeof text === "string" ? holesIn(text) : [])).join(", ")}`),
  ];
}

/** The value as those read it who take a list to be whole: one that may have any number of elements is unknown. */
export function settled(value: Json, name: string): Json {
  if (isMany(value)) return hole(name);
  if (isArray(value)) {
    const items = value.map((item, index) => settled(item, `${name}[${index}]`));
    return items.every((item, index) => item === value[index]) ? value : as(collectionKind(value), items);
  }
  if (!isObject(value)) return value;
  const keys = Object.keys(value).filter((key) => settled(value[key] ?? null, `${name}.${key}`) !== (value[key] ?? null));
  if (keys.length === 0) return value;
  const copy = Object.assign(emptyObject(), value);
  for (const key of keys) copy[key] = settled(value[key] ?? null, `${name}.${key}`);
  return as(collectionKind(value), copy);
}
