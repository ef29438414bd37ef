import type { ParseArgsConfig } from "node:util";
import type { Arguments } from "./arguments";
import type { Io } from "./io";

/** Options, as `parseArgs` of Node.js takes them. */
export type OptionsConfig = NonNullable<ParseArgsConfig["options"]>;

/** A command: its words for people, its options, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** Everything that `--help` says after the usage line. */
  readonly help: string;
  readonly usage: string;
  /** What `--format` takes; the first is the default. */
  readonly formats: readonly string[];
  readonly options: OptionsConfig;
  /** Returns the exit code. */
  run(args: Arguments, io: Io): number;
}
