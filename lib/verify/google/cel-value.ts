import { isArray, isObject, type Json, type JsonObject } from "../json";

/** A value of CEL. Claims stay what JSON made of them: nothing is converted before an expression asks for it. */
export type CelValue = string | number | bigint | boolean | null | readonly CelValue[] | JsonObject | CelMap;

/** A map that an expression spells out. */
export type CelMap = ReadonlyMap<string | bigint | boolean, CelValue>;

/** What an expression comes to. CEL's own errors reject a token; what is unknown leaves the question open. */
export type Outcome =
  | { readonly kind: "value"; readonly value: CelValue }
  | { readonly kind: "error"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

/** An outcome that is a value. */
export function valued(value: CelValue): Outcome {
  return { kind: "value", value };
}

/** An outcome that is an error of CEL. */
export function failed(why: string): Outcome {
  return { kind: "error", why };
}

/** An outcome that is unknown. */
export function open(why: string): Outcome {
  return { kind: "unknown", why };
}

/** Whether the value is a map that an expression spells out. */
export function isMap(value: CelValue | undefined): value is CelMap {
  return value instanceof Map;
}

/** Whether the value is a list. */
export function isList(value: CelValue | undefined): value is readonly CelValue[] {
  return Array.isArray(value);
}

/** Whether the value is a number of either kind. */
export function isNumber(value: CelValue | undefined): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** The name of the value's type, for errors. */
export function typeName(value: CelValue): string {
  if (value === null) return "null";
  if (isList(value)) return "a list";
  if (typeof value === "object") return "a map";
  return isNumber(value) ? "a number" : typeof value === "boolean" ? "a boolean" : "a text";
}

/** Claims nest as deeply as their sender likes. */
const MAX_DEPTH = 32;

/**
 * Whether two values are equal: numbers of both kinds by their value, everything else only within its type. `undefined`: nested too
 * deeply to say. https://github.com/google/cel-spec/blob/master/doc/langdef.md#equality
 */
export function equal(a: CelValue, b: CelValue, depth = 0): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  // eslint-disable-next-line eqeqeq -- 1n and 1 are equal in CEL, and only == says so
  if (isNumber(a) && isNumber(b)) return a == b;
  if (isList(a) && isList(b)) {
    if (a.length !== b.length) return false;
    return every(a.map((item, at) => (): boolean | undefined => equal(item, b[at] ?? null, depth + 1)));
  }
  if (isMap(a) && isMap(b))
    return (
      a.size === b.size &&
      every(
        [...a].map(
          ([key, item]) =>
            () =>
              within(b, key, item, depth),
        ),
      )
    );
  if (isMap(a) && isJsonMap(b))
    return (
      Object.keys(b).length === a.size &&
      every(
        [...a].map(
          ([key, item]) =>
            () =>
              within(b, key, item, depth),
        ),
      )
    );
  if (isJsonMap(a) && isMap(b)) return equal(b, a, depth);
  if (isJsonMap(a) && isJsonMap(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && every(keys.map((key) => () => within(b, key, a[key] ?? null, depth)));
  }
  return a === b;
}

function within(map: CelMap | JsonObject, key: string | bigint | boolean, item: CelValue, depth: number): boolean | undefined {
  const other = at(map, key);
  return other === undefined ? false : equal(item, other, depth + 1);
}

function every(tests: readonly (() => boolean | undefined)[]): boolean | undefined {
  let answer: boolean | undefined = true;
  for (const test of tests) {
    const one = test();
    if (one === false) return false;
    if (one === undefined) answer = undefined;
  }
  return answer;
}

const isJsonMap = (value: CelValue): value is JsonObject => !isMap(value) && isObject(value as Json);

/** The element of a list or map, if there is one. Of an object only its own. */
export function at(of: CelValue, key: CelValue): CelValue | undefined {
  if (isMap(of)) {
    const exact = typeof key === "number" && Number.isInteger(key) ? BigInt(key) : key;
    return typeof exact === "string" || typeof exact === "bigint" || typeof exact === "boolean" ? of.get(exact) : undefined;
  }
  if (isList(of)) return isNumber(key) ? of[Number(key)] : undefined;
  return isJsonMap(of) && typeof key === "string" && Object.hasOwn(of, key) ? of[key] : undefined;
}

/** The text that an outcome is; empty if it is none. */
export function textOf(outcome: Outcome): string {
  return outcome.kind === "value" && typeof outcome.value === "string" ? outcome.value : "";
}

/** The texts of a list that holds nothing else. */
export function textsOf(value: CelValue): readonly string[] | undefined {
  return isList(value) && isArray(value as Json) && value.every((item) => typeof item === "string") ? value : undefined;
}
