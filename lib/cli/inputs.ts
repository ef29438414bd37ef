import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Input, Problem } from "../verify/read/configuration";
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

/** The texts of what stands in the folders that paths name and only Terraform reads. */
export function unreadFiles(paths: readonly string[], io: Io, root: string = io.cwd): { name: string; text: string }[] {
  const hcl = filesBelow(paths, io).filter(({ kind }) => kind === "hcl");
  return hcl.map(({ path }) => ({ name: nameOf(path, root), text: textOf(path) }));
}

function filesBelow(paths: readonly string[], io: Io): File[] {
  const folders = paths.filter((path) => path !== "-").map((path) => resolve(io.cwd, path));
  return folders.filter((whole) => statSync(whole).isDirectory()).flatMap((whole) => filesIn(whole, 0));
}

/** What stands in the folders that paths name, and is not read although it may say who trusts whom. */
export function notRead(paths: readonly string[], io: Io, root: string = io.cwd): Problem[] {
  const files = filesBelow(paths, io);
  const problem = (kind: File["kind"], address: string, what: string, cure: string): Problem[] => {
    const [first, ...others] = [...new Set(files.filter((file) => file.kind === kind).map(({ path }) => path))].sort();
    const more = others.length === 0 ? "" : ` (and ${others.length} more like it)`;
    return first === undefined ? [] : [{ place: { file: nameOf(first, root), address }, what: `${what}${more}`, cure }];
  };
  const show = "give what `terraform show -json` prints of a plan or the state";
  return [
    ...problem("hcl", "*.tf", "Terraform that is not JSON is not read", show),
    ...problem("linked folder", "links", "links to folders are not followed", "name the folder itself"),
    ...problem("too deep", "folders", "folders this deep are not looked into", "name the folder itself"),
  ];
}

function filesOf(path: string, whole: string): string[] {
  if (!statOf(path, whole).isDirectory()) return [whole];
  const found = filesIn(whole, 0).flatMap((file) => (file.kind === "json" ? [file.path] : []));
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

/** A file or folder of interest. */
interface File {
  readonly kind: "json" | "hcl" | "linked folder" | "too deep";
  readonly path: string;
}

/** Links to folders are not followed: they could lead in a circle. */
function filesIn(folder: string, depth: number): File[] {
  if (depth > MOST_FOLDERS_DEEP) return [{ kind: "too deep", path: folder }];
  return entriesOf(folder).flatMap((entry): File[] => {
    const path = join(folder, entry.name);
    if (SKIPPED.includes(entry.name)) return [];
    if (entry.isDirectory()) return filesIn(path, depth + 1);
    if (entry.isSymbolicLink() && isFolder(path)) return [{ kind: "linked folder", path }];
    if (entry.name.endsWith(".tf.json")) return [{ kind: "json", path }];
    return /\.(tf|tofu)$/.test(entry.name) ? [{ kind: "hcl", path }] : [];
  });
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
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
