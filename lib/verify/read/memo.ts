import type { Json } from "../json";
import { hole } from "../text";
import { placeIn } from "./places";
import { type Memo, PENDING, type Stack } from "./stack";

const MAX_DEPTH = 150;

/** Thrown where a file asks for more work than its size allows; caught where a value is computed. */
class TooMuchWork extends Error {}

/** Counts work of a file. */
export function spend(stack: Stack, work: number): void {
  stack.work.left -= work;
  if (stack.work.left < 0) throw new TooMuchWork();
}

/** The value under the key, computed when it is first asked for. What needs itself, or too much work, is unknown and reported. */
export function computedOnce(stack: Stack, memo: Memo, key: string, address: string, compute: () => Json): Json {
  const found = memo.get(key);
  if (found === PENDING) {
    report(stack, address, "this needs itself", "break the circle: Terraform refuses it");
    return unknown(stack, address);
  }
  if (found !== undefined) return found;
  if (stack.work.depth > MAX_DEPTH) {
    report(stack, address, `this is reached over more than ${MAX_DEPTH} references`, "refer to it more directly");
    return unknown(stack, address);
  }
  memo.set(key, PENDING);
  stack.work.depth++;
  let value: Json;
  try {
    value = compute();
  } catch (error) {
    if (!(error instanceof TooMuchWork) && !(error instanceof RangeError)) throw error;
    report(stack, address, "its expressions grow too large to evaluate", "write the value out, or read a plan");
    value = unknown(stack, address);
  }
  stack.work.depth--;
  memo.set(key, value);
  return value;
}

const unknown = (stack: Stack, address: string): string => hole(stack.prefix + address);

/** Reports a problem of the file, once. */
export function report(stack: Stack, address: string, what: string, cure: string): void {
  const { problems } = stack.reading;
  const place = placeIn(stack, address);
  const last = problems.at(-1);
  if (last?.place.address === place.address && last.what === what) return;
  problems.push({ place, what, cure });
}
