import type { ClaimTest } from "./shape";

/** Rules of one way in that no token passes together, although each of them lets some in. */
export interface Contradiction {
  /** Whose tokens they are about; empty, if the files do not say. */
  readonly issuer: string;
  readonly rules: readonly ContradictingRule[];
  /** The addresses that it comes from. */
  readonly through: readonly string[];
}

/** One of them, and what it alone would let in. */
export interface ContradictingRule {
  /** In the words of the file: `the attribute condition …`, `statement 1`. */
  readonly name: string;
  readonly tests: readonly ClaimTest[];
}
