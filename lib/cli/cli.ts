import { parseArguments } from "./arguments";
import { CliError } from "./cli-error";
import type { Command } from "./command";
import { checkCommand } from "./commands/check";
import { diffCommand } from "./commands/diff";
import { explainCommand } from "./commands/explain";
import { reportCommand } from "./commands/report";
import { whatCanCommand } from "./commands/what-can";
import { whoCanCommand } from "./commands/who-can";
import { COMMON_HELP, GENERAL_HELP } from "./help";
import type { Io } from "./io";
import { plain, plainLines } from "./render/plain";

const COMMANDS: readonly Command[] = [whoCanCommand, whatCanCommand, explainCommand, checkCommand, reportCommand, diffCommand];

/** Runs a command line and returns its exit code: 0, 1 as the command says, or 2 with one line that says what is wrong and what to do. */
export function main(argv: readonly string[], io: Io, version: string): number {
  try {
    return run(argv, io, version);
  } catch (error) {
    io.err(`cdktf-workload-identity: ${error instanceof CliError ? plain(error.message) : bugText(error)}\n`);
    return 2;
  }
}

function bugText(error: unknown): string {
  const { message = String(error), stack = "" } = error as Partial<Error>;
  return plainLines(`${message}; this is a mistake in the program: please report it with these lines\n${stack}`);
}

function run(argv: readonly string[], io: Io, version: string): number {
  const [name, ...rest] = argv;
  if (name === "--version" || name === "-v") {
    io.out(`${version}\n`);
    return 0;
  }
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return help(rest[0], io);
  const command = COMMANDS.find((each) => each.name === name);
  if (command === undefined) {
    const names = COMMANDS.map((each) => each.name).join(", ");
    throw new CliError(`there is no command ${JSON.stringify(name)}`, `use one of ${names}, or --help`);
  }
  const args = parseArguments(command, rest);
  return args.help ? help(name, io) : command.run(args, io);
}

function help(name: string | undefined, io: Io): number {
  const command = COMMANDS.find((each) => each.name === name);
  if (command !== undefined) {
    io.out(`${command.summary}\n\nUsage: cdktf-workload-identity ${command.usage}\n\n${command.help.trim()}\n\n${COMMON_HELP}`);
    return 0;
  }
  const width = Math.max(...COMMANDS.map((each) => each.name.length));
  const lines = COMMANDS.map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`);
  io.out(GENERAL_HELP.replace("COMMANDS", lines.join("\n")));
  return 0;
}
