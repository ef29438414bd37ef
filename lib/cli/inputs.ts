import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { diskTree, repositoryOf } from "../verify/folder/disk";
import { nameFrom, walk } from "../verify/folder/walk";
import type { Input, Problem } from "../verify/read/configuration";
import { inputsAmong, inputsOfFiles } from "../verify/read/folder/inputs";
import { isOfAccount } from "../verify/read-inputs";
import { CliError } from "./cli-error";
import type { Io } from "./io";

/** Where cdktf writes. */
const CDKTF_FOLDER = "cdktf.out";

const TERRAFORM = /\.(?:tf|tofu)(?:\.json)?$/;

/** What paths hold. */
export interface Inputs {
  readonly inputs: readonly Input[];
  /** What is not read although it may say who trusts whom. */
  readonly problems: readonly Problem[];
}

/**
 * The inputs that paths name, sorted by name: plans, states, and the roots of folders of Terraform. Files are named as seen from `root`, which
 * makes two checkouts comparable. Without a path, those of cdktf's folder, or of this one.
 *
 * @throws CliError if a path is not there, cannot be read, or holds no Terraform
 */
export function inputsOf(paths: readonly string[], io: Io, root: string = io.cwd): Inputs {
  const named = paths.length === 0 ? [defaultPath(io)] : paths;
  const places = [...new Set(named.filter((path) => path !== "-"))].map((path) => {
    const whole = resolve(io.cwd, path);
    return { path, whole, isFolder: statOf(path, whole).isDirectory() };
  });
  const walked = places
    .filter(({ isFolder }) => isFolder)
    .map(({ path, whole }) => {
      const found = walkOf(path, whole, root);
      const textsOf = (files: readonly string[]) => files.map((file) => ({ name: file, json: textOf(resolve(root, file)) }));
      const dumps = found.files.length > 0 ? [] : textsOf(found.json).filter(isOfAccount);
      const manifests = textsOf(found.yaml).filter(({ json }) => /^apiVersion:/m.test(json) && /^kind:/m.test(json));
      const all = [...dumps, ...manifests];
      if (found.files.length > 0 || found.problems.length > 0 || all.length > 0) return { ...found, texts: all };
      throw new CliError(
        `${path} holds no Terraform`,
        "run `cdktf synth` first, or give a file that `terraform show -json` wrote of a plan or a state",
      );
    });
  const tree = diskTree(root, [io.cwd, ...places.map(({ whole }) => repositoryOf(whole))]);
  const given = { environment: io.env, valuesFiles: [] };
  const single = places.filter(({ isFolder }) => !isFolder).map(({ whole }) => whole);
  const files = single.filter((file) => TERRAFORM.test(file)).map((file) => nameFrom(root, file));
  const texts = single.filter((file) => !TERRAFORM.test(file)).map((file) => ({ name: shown(root, file), json: textOf(file) }));
  const inputs = [
    ...inputsAmong(tree, [...new Set(walked.flatMap((one) => one.files))], given),
    ...inputsOfFiles(tree, files, given),
    ...texts,
    ...walked.flatMap((one) => one.texts),
    ...(named.includes("-") ? [{ name: "stdin", json: io.stdin() }] : []),
  ];
  return {
    inputs: inputs.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    problems: walked.flatMap(({ problems }) => problems),
  };
}

function defaultPath(io: Io): string {
  const isHere = !existsSync(join(io.cwd, CDKTF_FOLDER)) && walk(io.cwd, io.cwd).files.length > 0;
  return isHere ? "." : CDKTF_FOLDER;
}

function walkOf(path: string, whole: string, root: string): ReturnType<typeof walk> {
  try {
    return walk(whole, root);
  } catch (error) {
    throw new CliError(`${path} cannot be read (${codeOf(error)})`, "check its permissions");
  }
}

/** Where a path's files are named from: the folder itself, or the folder of the file. */
export function rootOf(path: string, io: Io): string {
  const whole = resolve(io.cwd, path);
  return statOf(path, whole).isDirectory() ? whole : join(whole, "..");
}

function statOf(path: string, whole: string): { isDirectory(): boolean } {
  try {
    return statSync(whole);
  } catch {
    throw new CliError(`${path} is not there`, "run `cdktf synth` first, or name a folder of Terraform JSON, a plan or a state");
  }
}

/** @throws CliError if the file cannot be read */
export function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CliError(`${file} cannot be read (${codeOf(error)})`, "check the file and its permissions");
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

function shown(root: string, file: string): string {
  const name = nameFrom(root, file);
  return name.startsWith("..") ? file : name;
}

/** Says how far it is, on a terminal alone, in one line that goes away. */
export function progress(io: Io, text: string, last = false): void {
  if (!io.errIsTerminal) return;
  io.err(`\r\u001b[K${last ? "" : `${text}…`}`);
}
