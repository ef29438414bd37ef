import type { Place } from "./read/configuration";

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
