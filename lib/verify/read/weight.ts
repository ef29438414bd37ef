import type { Json } from "../json";
import { isKnown } from "../text";

const weights = new WeakMap<object, number>();

/** How much there is of a value if all that it shares is written out: references can make a small file huge. */
export function weightOf(value: Json): number {
  if (typeof value === "string") return 1 + value.length / (isKnown(value) ? 8 : 2);
  if (typeof value !== "object" || value === null) return 1;
  const known = weights.get(value);
  if (known !== undefined) return known;
  let weight = 1;
  for (const item of Object.values(value)) weight += weightOf(item as Json);
  weights.set(value, weight);
  return weight;
}
