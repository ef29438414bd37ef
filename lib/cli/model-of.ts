import type { Model } from "../verify/model";
import type { Input, Problem, ReadOptions } from "../verify/read/configuration";
import { readModel } from "../verify/read-model";
import type { Arguments } from "./arguments";
import { CliError } from "./cli-error";
import { inputsOf, notRead, progress, unreadFiles } from "./inputs";
import type { Io } from "./io";
import { plain } from "./render/plain";

/** Where cdktf writes. */
const DEFAULT_PATH = "cdktf.out";

/**
 * The model of what paths name. What could not be read is said on standard error.
 *
 * @throws CliError if nothing of a file could be read, or nothing is in any: an answer would mislead
 */
export function modelOf(paths: readonly string[], args: Arguments, io: Io): Model {
  const model = readPaths(paths, args, io);
  if (model.configuration.resources.length === 0) throw nothingRead(paths);
  return model;
}

/** The same, of what may be empty: one side of a comparison. @throws CliError if nothing of a file could be read */
export function readPaths(paths: readonly string[], args: Arguments, io: Io, root?: string): Model {
  const named = paths.length === 0 ? [DEFAULT_PATH] : paths;
  const inputs = inputsOf(named, io, root);
  progress(io, "working out who trusts whom");
  const model = readModel(inputs, { ...readOptionsOf(args), unreadFiles: unreadFiles(named, io, root) });
  progress(io, "", true);
  sayProblems(model, io);
  const skipped = notRead(named, io, root);
  for (const problem of skipped) sayProblem(problem, io);
  const { configuration } = model;
  return { ...model, configuration: { ...configuration, problems: [...configuration.problems, ...skipped] } };
}

/** The error for paths that hold no resource: most likely they are the wrong ones. */
export function nothingRead(paths: readonly string[]): CliError {
  const named = paths.length === 0 ? DEFAULT_PATH : paths.join(", ");
  return new CliError(
    `${named}: there is no resource in it`,
    "name the folder that cdktf wrote, or a plan or state that holds some",
  );
}

/** The inputs that paths name; without one, those of cdktf's folder. */
export function inputsFor(paths: readonly string[], io: Io, root?: string): Input[] {
  return inputsOf(paths.length === 0 ? [DEFAULT_PATH] : paths, io, root);
}

/**
 * Says on standard error what could not be read.
 *
 * @throws CliError if that is all of a file
 */
export function sayProblems(model: Model, io: Io): void {
  const { resources, problems } = model.configuration;
  const read = new Set(resources.map(({ place }) => place.file));
  const unread = problems.find(({ place }) => !read.has(place.file));
  if (unread !== undefined) throw new CliError(problemText(unread), unread.cure);
  for (const problem of problems) sayProblem(problem, io);
}

function sayProblem(problem: Problem, io: Io): void {
  io.err(`cdktf-workload-identity: ${plain(problemText(problem))}; ${plain(problem.cure)}\n`);
}

const problemText = ({ place, what }: Problem): string =>
  `${place.file}: ${place.address === "" ? "" : `${place.address}: `}${what}`;

/** What the options say that files do not. */
export function readOptionsOf(args: Arguments): ReadOptions {
  const variables = [...args.pairs("var")].map(([name, value]) => [name, variableOf(name, value)]);
  const accounts = args.texts("aws-account");
  const [only] = accounts;
  const awsAccounts =
    accounts.length === 1 && only !== undefined && !only.includes("=") ? only : Object.fromEntries(args.pairs("aws-account"));
  return {
    variables: Object.fromEntries(variables) as Record<string, unknown>,
    googleProjectNumbers: Object.fromEntries(args.pairs("project-number")),
    complete: args.flag("complete"),
    ...(accounts.length === 0 ? {} : { awsAccounts }),
  };
}

function variableOf(name: string, value: string): unknown {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new CliError(`--var ${name} is no JSON`, "write lists and objects as JSON, and quote them for the shell");
  }
}
