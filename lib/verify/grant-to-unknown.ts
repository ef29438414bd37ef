import type { Place } from "./read/configuration";
import { expressionOf } from "./text";

/** A grant whose holder is unknown: any identity of its cloud may be meant. */
export interface GrantToUnknown {
  readonly place: Place;
  /** What is granted to whom, for people. */
  readonly what: string;
  /** What it lets do, as one text: where it changes, so may what some identity may do. */
  readonly content: string;
  /** Set if it takes away from what others let do, so that its end lets do more. */
  readonly denies?: true;
}

/** Whether a text reads an identity that the files do not hold, by its address: another one than theirs, whatever it is called. */
export function readsAnother(text: string, types: readonly string[]): boolean {
  const [type = ""] = (expressionOf(text) ?? "").split(".", 1);
  return types.includes(type);
}
