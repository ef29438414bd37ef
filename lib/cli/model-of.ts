import type { Model } from "../verify/model";
import type { Problem, ReadOptions } from "../verify/read/configuration";
import { readModel } from "../verify/read-model";
import type { Arguments } from "./arguments";
import { CliError } from "./cli-error";
import { inputsOf, progress } from "./inputs";
import type { Io } from "./io";
import { plain } from "./render/plain";

/** Where cdktf writes. */
const DEFAULT_PATH = "cdktf.out";

/**
 * The model of what paths name. What could not be read is said on standard error.
 *
 * @throws CliError if nothing of a file could be read: an answer without it would mislead
 */
export function modelOf(paths: readonly string[], args: Arguments, io: Io, root?: string): Model {
  const options = readOptionsOf(args);
  const inputs = inputsOf(paths.length === 0 ? [DEFAULT_PATH] : paths, io, root);
  progress(io, "working out who trusts whom");
  const model = readModel(inputs, options);
  progress(io, "", true);
  const { resources, problems } = model.configuration;
  const read = new Set(resources.map(({ place }) => place.file));
  const unread = problems.find(({ place }) => !read.has(place.file));
  if (unread !== undefined) throw new CliError(problemText(unread), unread.cure);
  for (const problem of problems) io.err(`cdktf-workload-identity: ${plain(problemText(problem))}; ${plain(problem.cure)}\n`);
  return model;
}

const problemText = ({ place, what }: Problem): string =>
  `${place.file}: ${place.address === "" ? "" : `${place.address}: `}${what}`;

function readOptionsOf(args: Arguments): ReadOptions {
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
