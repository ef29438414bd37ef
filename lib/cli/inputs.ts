import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Input } from "../verify/read/configuration";
import { CliError } from "./cli-error";
import type { Io } from "./io";
import { mergedModules } from "./merged-modules";

/** Folders that hold other people's files. */
const SKIPPED = ["node_modules", ".git", ".terraform"];

const MOST_FOLDERS_DEEP = 12;

/**
 * The inputs that paths name, sorted by name. Files are named as seen from `root`, which makes two checkouts comparable.
 *
 * @throws CliError if a path is not there, cannot be read, or holds no Terraform JSON
 */
export function inputsOf(paths: readonly string[], io: Io, root: string = io.cwd): Input[] {
  const files = paths.flatMap((path) => (path === "-" ? ["-"] : filesOf(path, resolve(io.cwd, path))));
  const inputs = [...new Set(files)].sort().map((file, index, all) => {
    progress(io, `reading ${index + 1} of ${all.length} files`, index + 1 === all.length);
    return file === "-" ? { name: "stdin", json: io.stdin() } : { name: nameOf(file, root), json: textOf(file) };
  });
  return mergedModules(inputs);
}

/** Where a path's files are named from: the folder itself, or the folder of the file. */
export function rootOf(path: string, io: Io): string {
  const whole = resolve(io.cwd, path);
  return statOf(path, whole).isDirectory() ? whole : join(whole, "..");
}

function filesOf(path: string, whole: string): string[] {
  if (!statOf(path, whole).isDirectory()) return [whole];
  const found = terraformIn(whole, 0);
  if (found.length > 0) return found;
  throw new CliError(
    `${path} holds no *.tf.json`,
    "run `cdktf synth` first, or give a file that `terraform show -json` wrote of a plan or a state",
  );
}

function statOf(path: string, whole: string): { isDirectory(): boolean } {
  try {
    return statSync(whole);
  } catch {
    throw new CliError(`${path} is not there`, "run `cdktf synth` first, or name a folder of Terraform JSON, a plan or a state");
  }
}

/** Links are not followed: they could lead in a circle. */
function terraformIn(folder: string, depth: number): string[] {
  if (depth > MOST_FOLDERS_DEEP) return [];
  return entriesOf(folder).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : terraformIn(path, depth + 1);
    return entry.isFile() && entry.name.endsWith(".tf.json") ? [path] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    throw new CliError(`${folder} cannot be read`, "check its permissions");
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CliError(
      `${file} cannot be read (${String((error as NodeJS.ErrnoException).code)})`,
      "check the file and its permissions",
    );
  }
}

function nameOf(file: string, root: string): string {
  const name = relative(root, file);
  return (name.startsWith("..") ? file : name).split(sep).join("/");
}

/** Says how far it is, on a terminal alone, in one line that goes away. */
export function progress(io: Io, text: string, last = false): void {
  if (!io.errIsTerminal) return;
  io.err(`\r\u001b[K${last ? "" : `${text}…`}`);
}
