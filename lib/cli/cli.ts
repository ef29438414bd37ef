import { LabError } from "../lab/lab-error";
import { parseArguments } from "./arguments";
import { CliError } from "./cli-error";
import type { Command } from "./command";
import { checkCommand } from "./commands/check";
import { collectCommand } from "./commands/collect";
import { diffCommand } from "./commands/diff";
import { explainCommand } from "./commands/explain";
import { labRunCommand } from "./commands/lab-run";
import { labServeCommand } from "./commands/lab-serve";
import { labTokenCommand } from "./commands/lab-token";
import { reportCommand } from "./commands/report";
import { whatCanCommand } from "./commands/what-can";
import { whoCanCommand } from "./commands/who-can";
import { COMMON_HELP, GENERAL_HELP } from "./help";
import type { Io } from "./io";
import { plain, plainLines } from "./render/plain";

const COMMANDS: readonly Command[] = [
  ...[whoCanCommand, whatCanCommand, explainCommand, checkCommand, reportCommand, diffCommand, collectCommand],
  ...[labRunCommand, labServeCommand, labTokenCommand],
];

/** Runs a command line and returns its exit code: 0, 1 as the command says, or 2 with one line that says what is wrong and what to do. */
export function main(argv: readonly string[], io: Io, version: string): number | Promise<number> {
  const failed = (error: unknown): number => {
    const isMistake = error instanceof CliError || error instanceof LabError;
    io.err(`cdktf-workload-identity: ${isMistake ? plain(error.message) : bugText(error)}\n`);
    return 2;
  };
  try {
    const code = run(argv, io, version);
    return typeof code === "number" ? code : code.catch(failed);
  } catch (error) {
    return failed(error);
  }
}

function bugText(error: unknown): string {
  const { message = String(error), stack = "" } = error as Partial<Error>;
  return plainLines(`${message}; this is a mistake in the program: please report it with these lines\n${stack}`);
}

function run(argv: readonly string[], io: Io, version: string): number | Promise<number> {
  const [name] = argv;
  if (name === "--version" || name === "-v") {
    io.out(`${version}\n`);
    return 0;
  }
  if (name === undefined || name === "--help" || name === "-h") return generalHelp(io);
  if (name === "help") {
    const wanted = commandOf(argv.slice(1));
    return wanted === undefined ? generalHelp(io) : help(wanted, io);
  }
  const command = commandOf(argv);
  if (command === undefined) {
    const [second = ""] = argv.slice(1);
    const family = COMMANDS.some((each) => each.name.startsWith(`${name} `));
    if (family && (second === "" || second === "--help" || second === "-h")) return generalHelp(io);
    const names = COMMANDS.map((each) => each.name).join(", ");
    const called = family ? `${name} ${second}` : name;
    throw new CliError(`there is no command ${JSON.stringify(called)}`, `use one of ${names}, or --help`);
  }
  const args = parseArguments(command, argv.slice(command.name.split(" ").length));
  return args.help ? help(command, io) : command.run(args, io);
}

const commandOf = ([first = "", second = ""]: readonly string[]): Command | undefined =>
  COMMANDS.find(({ name }) => name === first || name === `${first} ${second}`);

function help({ summary, usage, help: text }: Command, io: Io): number {
  io.out(`${summary}\n\nUsage: cdktf-workload-identity ${usage}\n\n${text.trim()}\n\n${COMMON_HELP}`);
  return 0;
}

function generalHelp(io: Io): number {
  const width = Math.max(...COMMANDS.map((each) => each.name.length));
  const lines = COMMANDS.map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`);
  io.out(GENERAL_HELP.replace("COMMANDS", lines.join("\n")));
  return 0;
}
