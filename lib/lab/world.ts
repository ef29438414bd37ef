import type { Model } from "../verify";
import type { Issuers } from "./issuers";
import type { LabRecord } from "./log";
import type { StandIns } from "./stand-ins";

/** What every service of the lab knows. */
export interface World {
  readonly model: Model;
  readonly issuers: Issuers;
  readonly names: StandIns;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly note: (record: Omit<LabRecord, "time">) => void;
}
