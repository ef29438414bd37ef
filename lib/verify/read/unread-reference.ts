import type { Json } from "../json";
import { expressionOf, hole } from "../text";
import type { Key } from "./frame";
import { printStep } from "./print";
import { traverse } from "./traverse";

/** What the file does not hold: a hole of the reference. */
export function unreadReference(prefix: string, root: string, keys: readonly Key[], nameEnds: number): Json {
  let known = prefix + root;
  let next = 0;
  for (const step of keys) {
    if (step === "splat") break;
    const isInstanceKey = next === nameEnds && step.inBrackets === true && typeof step.key === "string";
    known += isInstanceKey && expressionOf(step.key) === undefined ? `[${JSON.stringify(step.key)}]` : printStep(step.key);
    next++;
  }
  return traverse(hole(known), keys, next);
}
