import type { Json } from "../json";
import type { Either } from "./either";

/** A step into a value, its index evaluated. */
export type Key = { readonly key: Json; readonly inBrackets?: true } | "splat";

/** Where an expression stands: what its names mean there. */
export interface Frame {
  /** What a reference is, as far as it is known; else a hole. */
  refer(root: string, keys: readonly Key[]): Json;
  /** A hole that is like no other, for what is unknown and cannot be named by its expression. */
  fresh(what: string): string;
  /** A hole for an expression that is not understood; it is reported. */
  notUnderstood(text: string): string;
  /** Whose frame it is: what is parsed once for all its frames is kept with it. */
  readonly owner: object;
  /** Counts the values that turned out unknown: Terraform may meet an error there. */
  readonly work: { doubts: number };
  /** Before unknown functions' names where several inputs are read: `file("x")` of two stacks are two files. */
  readonly prefix: string;
  /** What unknown values may be. */
  readonly either: Either;
  /** The text of a file, by its path as Terraform sees it; undefined if it is unknown. */
  readonly fileText: (path: string) => string | undefined;
  /** Counts work, and ends it when there is too much of it. */
  spend(work: number): void;
}

/** A frame within a frame: with the variables of a `for`. */
export function withVariables(
  frame: Frame,
  variables: ReadonlyMap<string, Json>,
  step: (value: Json, keys: readonly Key[], from: number, base: undefined, either: Either) => Json,
): Frame {
  return {
    refer: (root, keys) => {
      const value = variables.get(root);
      return value === undefined ? frame.refer(root, keys) : step(value, keys, 0, undefined, frame.either);
    },
    fresh: (what) => frame.fresh(what),
    notUnderstood: (text) => frame.notUnderstood(text),
    owner: frame.owner,
    work: frame.work,
    either: frame.either,
    fileText: frame.fileText,
    prefix: frame.prefix,
    spend: (work) => {
      frame.spend(work);
    },
  };
}
