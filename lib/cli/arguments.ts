import { parseArgs } from "node:util";
import { CliError } from "./cli-error";
import type { Command, OptionsConfig } from "./command";

/** What a command was called with. */
export interface Arguments {
  readonly positionals: readonly string[];
  /** What stands after `--`, if the command takes a program. */
  readonly program: readonly string[];
  readonly format: string;
  readonly help: boolean;
  readonly colour: boolean;
  flag(name: string): boolean;
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  /** Options of the form `KEY=VALUE`. */
  pairs(name: string): ReadonlyMap<string, string>;
  /** Some options with their values, in the order in which they stand. */
  inOrder(names: readonly string[]): readonly (readonly [name: string, value: string])[];
}

const COMMON: OptionsConfig = {
  help: { type: "boolean", short: "h" },
  format: { type: "string" },
  var: { type: "string", multiple: true },
  "var-file": { type: "string", multiple: true },
  defaults: { type: "boolean" },
  workspace: { type: "string" },
  "aws-account": { type: "string", multiple: true },
  "project-number": { type: "string", multiple: true },
  complete: { type: "boolean" },
  color: { type: "boolean" },
  "no-color": { type: "boolean" },
};

/** @throws CliError if an option is unknown, lacks its value, or has one that it does not take */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const end = command.takesProgram === true ? argv.indexOf("--") : -1;
  const { values, positionals, tokens } = parsed(command, end < 0 ? argv : argv.slice(0, end));
  const format = values["format"] ?? command.formats[0] ?? "text";
  if (typeof format !== "string" || (command.formats.length > 0 && !command.formats.includes(format))) {
    throw new CliError(`${command.name} has no format ${JSON.stringify(format)}`, `use one of ${command.formats.join(", ")}`);
  }
  const texts = (name: string): string[] => {
    const value = values[name];
    return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === "string");
  };
  return {
    positionals,
    program: end < 0 ? [] : argv.slice(end + 1),
    format,
    help: values["help"] === true,
    colour: values["no-color"] !== true,
    flag: (name) => values[name] === true,
    text: (name) => texts(name).at(-1),
    texts,
    pairs: (name) => new Map(texts(name).map((pair) => pairOf(name, pair))),
    inOrder: (names) => tokens.filter(([name]) => names.includes(name)),
  };
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

interface Parsed {
  readonly values: Values;
  readonly positionals: string[];
  readonly tokens: readonly (readonly [name: string, value: string])[];
}

function parsed(command: Command, argv: readonly string[]): Parsed {
  try {
    const options = { ...COMMON, ...command.options };
    const { tokens, ...found } = parseArgs({ args: [...argv], options, allowPositionals: true, tokens: true });
    const given = tokens.flatMap((token) => (token.kind === "option" ? [[token.name, token.value ?? ""] as const] : []));
    return { ...found, tokens: given };
  } catch (error) {
    const { message } = error as Error;
    const [what = message] = message.split(". ");
    throw new CliError(`${command.name}: ${what}`, `run \`cdktf-workload-identity ${command.name} --help\``);
  }
}

/** @throws CliError if there is no `=` */
export function pairOf(name: string, pair: string): [string, string] {
  const equals = pair.indexOf("=");
  if (equals < 1) throw new CliError(`--${name} ${JSON.stringify(pair)} has no \`=\``, `write --${name} KEY=VALUE`);
  return [pair.slice(0, equals), pair.slice(equals + 1)];
}

/** @throws CliError if there are more arguments than the command takes */
export function atMost(args: Arguments, count: number, usage: string): void {
  const [extra] = args.positionals.slice(count);
  if (extra !== undefined)
    throw new CliError(`one argument too many: ${JSON.stringify(extra)}`, `usage: cdktf-workload-identity ${usage}`);
}

/** @throws CliError if the option is missing */
export function required(args: Arguments, name: string, what: string): string {
  const value = args.text(name);
  if (value === undefined || value === "") throw new CliError(`--${name} is missing`, `give ${what}`);
  return value;
}
