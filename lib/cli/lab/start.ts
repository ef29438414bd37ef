import type { Lab, LabRecord } from "../../lab";
import type { Arguments } from "../arguments";
import type { Io } from "../io";
import { inputsOf } from "../inputs";
import { nothingRead, sayProblems } from "../model-of";
import { readOptionsOf } from "../read-options";
import type { OptionsConfig } from "../command";
import type { Model } from "../../verify";
import { withIssuerNames } from "../render/named-issuers";

/** Options that say where a lab listens and keeps its files. */
export interface Place {
  readonly folder?: string;
  readonly port?: number;
}

/** Options by which every command of the lab says whose tokens it wants. */
export const WHOSE: OptionsConfig = {
  workload: { type: "string" },
  cluster: { type: "string" },
  audience: { type: "string" },
  as: { type: "string" },
  "as-cluster": { type: "string" },
  expired: { type: "boolean" },
  "foreign-key": { type: "boolean" },
};

/**
 * Starts a lab from what the arguments name, hands it on, and closes it whatever happens. Who asked for what, and why it was let in or
 * refused, is said on standard error as it happens.
 */
export async function withLab<T>(args: Arguments, io: Io, place: Place, use: (lab: Lab) => Promise<T>): Promise<T> {
  const { inputs } = inputsOf(args.positionals, io);
  const options = readOptionsOf(args, io);
  // Loaded when it is wanted: the other commands do without its signatures and certificates.
  const { lineOf, startLab } = await import("../../lab/index.js");
  const models: Model[] = [];
  const onDecision = (record: LabRecord): void => {
    io.err(`lab: ${withIssuerNames(lineOf(record), ...models)}\n`);
  };
  const lab = await startLab({ inputs, options, onDecision, ...place });
  models.push(lab.model);
  try {
    sayProblems(lab.model, io);
    if (lab.model.configuration.resources.length === 0) throw nothingRead(args.positionals);
    return await use(lab);
  } finally {
    await lab.close();
  }
}
