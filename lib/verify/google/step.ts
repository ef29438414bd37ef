import type { Check, CloudError } from "../decision";
import type { Principal } from "./principal";

/** A check, and what Google says if it fails. */
export type Step = readonly [Check, CloudError?];

/** How far a token came: the checks up to the first that failed, and who its bearer is if none did. */
export interface Attempt {
  readonly checks: readonly Check[];
  readonly error?: CloudError;
  readonly principal?: Principal;
}
