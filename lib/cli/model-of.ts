import type { Model } from "../verify/model";
import type { Problem } from "../verify/read/configuration";
import { readModel } from "../verify/read-model";
import type { Arguments } from "./arguments";
import { CliError } from "./cli-error";
import { inputsOf, progress } from "./inputs";
import type { Io } from "./io";
import { readOptionsOf } from "./read-options";
import { plain } from "./render/plain";
import { whereText } from "./render/where";

/**
 * The model of what paths name. What could not be read is said on standard error.
 *
 * @throws CliError if nothing of a file could be read, or nothing is in any: an answer would mislead
 */
export function modelOf(paths: readonly string[], args: Arguments, io: Io): Model {
  const model = readPaths(paths, args, io);
  const { resources, unread } = model.configuration;
  // What is unread may hold some: that is said.
  if (resources.length === 0 && unread.length === 0) throw nothingRead(paths);
  return model;
}

/** The same, of what may be empty: one side of a comparison. @throws CliError if nothing of a file could be read */
export function readPaths(paths: readonly string[], args: Arguments, io: Io, root?: string): Model {
  progress(io, "reading files");
  const { inputs, problems } = inputsOf(paths, io, root);
  progress(io, "working out who trusts whom");
  const model = readModel(inputs, readOptionsOf(args, io));
  progress(io, "", true);
  const { configuration } = model;
  const whole = { ...model, configuration: { ...configuration, problems: [...configuration.problems, ...problems] } };
  sayProblems(whole, io);
  return whole;
}

/** The error for paths that hold no resource: most likely they are the wrong ones. */
export function nothingRead(paths: readonly string[]): CliError {
  return new CliError(
    `${paths.length === 0 ? "cdktf.out" : paths.join(", ")}: it holds no resources`,
    "name the folder that cdktf wrote, or a plan or state that holds some",
  );
}

/**
 * Says on standard error what could not be read.
 *
 * @throws CliError if that is all of a file of JSON
 */
export function sayProblems(model: Model, io: Io): void {
  const { resources, problems } = model.configuration;
  const read = new Set(resources.map(({ place }) => place.file));
  const unread = problems.find(({ place }) => place.address.startsWith("$") && place.line === undefined && !read.has(place.file));
  if (unread !== undefined) throw new CliError(problemText(unread), unread.cure);
  for (const problem of problems) sayProblem(problem, io);
}

function sayProblem(problem: Problem, io: Io): void {
  io.err(`cdktf-workload-identity: ${plain(problemText(problem))}; ${plain(problem.cure)}\n`);
}

const problemText = ({ place, what }: Problem): string =>
  `${whereText(place)}: ${place.address === "" ? "" : `${place.address}: `}${what}`;
