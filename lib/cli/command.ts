import type { ParseArgsConfig } from "node:util";
import type { Arguments } from "./arguments";
import type { Io } from "./io";

/** Options, as `parseArgs` of Node.js takes them. */
export type OptionsConfig = NonNullable<ParseArgsConfig["options"]>;

/** A command: its words for people, its options, and what it does. */
export interface Command {
  /** One word, or two where commands belong together. */
  readonly name: string;
  readonly summary: string;
  /** Everything that `--help` says after the usage line. */
  readonly help: string;
  readonly usage: string;
  /** What `--format` takes; the first is the default. */
  readonly formats: readonly string[];
  readonly options: OptionsConfig;
  /** Whether what stands after `--` is a program with its arguments. @default false */
  readonly takesProgram?: boolean;
  /** Returns the exit code. */
  run(args: Arguments, io: Io): number | Promise<number>;
}
