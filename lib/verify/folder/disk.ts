import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { Tree } from "../read/folder/tree";

/** Larger files nobody writes. */
const MAX_BYTES = 200_000_000;

/**
 * The files of a disk, by their paths as seen from a folder. What is outside of the limits is not there, and neither is what a link leads to there.
 *
 * @param limits Folders
 */
export function diskTree(root: string, limits: readonly string[]): Tree {
  const real = limits.map((limit) => realpathSync(limit));
  const within = (path: string): string | undefined => {
    const whole = resolve(root, path);
    if (!existsSync(whole)) return undefined;
    const there = realpathSync(whole);
    return real.some((limit) => there === limit || there.startsWith(limit.endsWith(sep) ? limit : limit + sep))
      ? there
      : undefined;
  };
  return {
    names: (folder) => {
      const there = within(folder);
      if (there === undefined || !statSync(there).isDirectory()) return undefined;
      const entries = readdirSync(there, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
      return entries.map(({ name }) => name).sort();
    },
    text: (path) => {
      const there = within(path);
      if (there === undefined) return undefined;
      const { size, isFile } = statOf(there);
      return isFile && size <= MAX_BYTES ? readFileSync(there, "utf8") : undefined;
    },
  };
}

function statOf(path: string): { readonly size: number; readonly isFile: boolean } {
  const stat = statSync(path);
  return { size: stat.size, isFile: stat.isFile() };
}

/** The repository that a file or folder is in; the folder itself, if it is in none. */
export function repositoryOf(path: string): string {
  const start = statSync(path).isDirectory() ? path : dirname(path);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return start;
  }
}
