import { resolve } from "node:path";
import type { Problem, ReadOptions } from "../verify/read/configuration";
import { valueGiven } from "../verify/read/folder/root";
import { valuesIn } from "../verify/read/folder/values";
import { type Arguments, pairOf } from "./arguments";
import { CliError } from "./cli-error";
import { textOf } from "./inputs";
import type { Io } from "./io";

/** What the options say that files do not. */
export function readOptionsOf(args: Arguments, io: Io): ReadOptions {
  const accounts = args.texts("aws-account");
  const [only] = accounts;
  const awsAccounts =
    accounts.length === 1 && only !== undefined && !only.includes("=") ? only : Object.fromEntries(args.pairs("aws-account"));
  const workspace = args.text("workspace");
  return {
    variables: variablesOf(args, io),
    googleProjectNumbers: Object.fromEntries(args.pairs("project-number")),
    complete: args.flag("complete"),
    defaults: args.flag("defaults"),
    ...(workspace === undefined ? {} : { workspace }),
    ...(accounts.length === 0 ? {} : { awsAccounts }),
  };
}

/** `--var` and `--var-file`, of which the later wins, as Terraform has it. */
function variablesOf(args: Arguments, io: Io): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [option, text] of args.inOrder(["var", "var-file"])) {
    if (option === "var-file") Object.assign(values, valuesOfFile(text, io));
    else {
      const [name, value] = pairOf("var", text);
      values[name] = variableOf(name, value);
    }
  }
  return values;
}

function valuesOfFile(name: string, io: Io): object {
  const problems: Problem[] = [];
  const values = valuesIn({ name, text: textOf(resolve(io.cwd, name)) }, problems);
  const [problem] = problems;
  if (problem === undefined) return values;
  const { line, column, address } = problem.place;
  const at = line === undefined ? address : `${line}:${column ?? 1}`;
  throw new CliError(`--var-file ${name}: ${at}: ${problem.what}`, problem.cure);
}

function variableOf(name: string, text: string): unknown {
  const value = valueGiven(text);
  if (/^\s*[[{]/.test(text) && typeof value === "string") {
    throw new CliError(`--var ${name} is neither HCL nor JSON`, "write lists and objects so, and quote them for the shell");
  }
  return value;
}
