import type { Place } from "./read/configuration";

/** A finding: something over-broad, broken, or that a cloud would refuse. */
export interface Finding {
  /** Stable, in kebab case, with the cloud before it: `aws-subject-missing`. */
  readonly id: string;
  /** `error`: a stranger gets in, or apply fails. `warning`: wider or weaker than it should be, or never matches. `note`: worth a look. */
  readonly severity: "error" | "warning" | "note";
  readonly place: Place;
  /** What, with the value. */
  readonly what: string;
  /** Why it matters: the cloud's rule. */
  readonly why: string;
  readonly cure: string;
  /** A page of the vendor. */
  readonly source: string;
  /** Whether the cloud refuses it when it is created or updated, before any token is asked about. @default - no */
  readonly refusedAtApply?: true;
}
