import type { Json } from "../json";
import { expressionOf, hole } from "../text";

const MOST = 8;

/** What an unknown value may be, where it is one of a few: of `var.on ? x : null`, x and null. */
export interface Either {
  /** @param expression The value's, which names its hole */
  oneOf(expression: string, values: readonly Json[]): Json;
  /** Undefined if the value is known, or if it may be anything. */
  alternativesOf(value: Json): readonly Json[] | undefined;
}

/** Keeps what unknown values may be. */
export function either(): Either {
  const known = new Map<string, readonly Json[]>();
  const alternativesOf = (value: Json): readonly Json[] | undefined => (typeof value === "string" ? known.get(value) : undefined);
  return {
    alternativesOf,
    oneOf: (expression, values) => {
      const each = [...new Set(values.flatMap((value) => alternativesOf(value) ?? [value]))];
      const [only] = each;
      if (each.length === 1 && only !== undefined) return only;
      const name = hole(expression);
      const isOpen = each.some((value) => value !== name && expressionOf(value) !== undefined && each.length > 2);
      if (each.length <= MOST && !isOpen) known.set(name, each);
      return name;
    },
  };
}
