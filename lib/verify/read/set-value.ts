import { inByteOrder, type Json } from "../json";
import { any, isKnown, partsOf } from "../text";
import { as } from "./collections";
import { equal } from "./equal";

/** The items, which are of one type, as a set: each once, in Terraform's order. Undefined if it is unknown which are equal, or the order. */
export function setOf(items: readonly Json[], spend: (work: number) => void = () => undefined): readonly Json[] | undefined {
  const each = withoutDoubles(items, spend);
  const sorted = each === undefined ? undefined : inOrder(each);
  return sorted === undefined ? undefined : as("set", sorted);
}

/** Each item once; undefined if it is unknown which are equal. */
export function withoutDoubles(items: readonly Json[], spend: (work: number) => void): Json[] | undefined {
  const each = new Set<Json>(items);
  if (items.every((item) => typeof item !== "string" || isKnown(item)) && items.every((item) => typeof item !== "object")) {
    return [...each];
  }
  const kept: Json[] = [];
  for (const item of each) {
    spend(kept.length + 1);
    const truth = any(kept.map((one) => equal(one, item)));
    if (truth === "unknown") return undefined;
    if (truth === "no") kept.push(item);
  }
  return kept;
}

/** The items of a set in Terraform's order: numbers by size, texts by their bytes, null last. Undefined if that is unknown. */
function inOrder(items: readonly Json[]): Json[] | undefined {
  if (items.length < 2) return [...items];
  const some = items.filter((item) => item !== null);
  const nulls = items.filter((item) => item === null);
  if (some.every((item) => typeof item === "number")) return [...some.sort((a, b) => a - b), ...nulls];
  if (some.every((item) => typeof item === "boolean")) return [...some.sort((a, b) => Number(a) - Number(b)), ...nulls];
  if (!some.every((item) => typeof item === "string")) return undefined;
  const sorted = inByteOrder(some);
  const starts = sorted.map((text) => (isKnown(text) ? text : (partsOf(text)[0] ?? "")));
  const isSure = starts.every((start, index) => {
    const before = starts[index - 1];
    const holes = !isKnown(sorted[index] ?? "") || !isKnown(sorted[index - 1] ?? "");
    return before === undefined || !holes || (!start.startsWith(before) && !before.startsWith(start));
  });
  return isSure ? [...sorted, ...nulls] : undefined;
}
