import { constants } from "node:os";

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Hears the signals that would end this process, until what it returns is called. */
export function hearSignals(hear: (signal: NodeJS.Signals) => void): () => void {
  for (const signal of ENDING) process.on(signal, hear);
  return () => {
    for (const signal of ENDING) process.off(signal, hear);
  };
}

/** The exit code of a program that a signal ended, as shells have it. */
export const codeOfSignal = (signal: NodeJS.Signals): number => 128 + constants.signals[signal];
