/** Folders with files in them: on a disk, or in memory. Paths are separated by `/`; `.` is the folder itself. */
export interface Tree {
  /** The names of the files in a folder, sorted; undefined if there is no such folder. */
  names(folder: string): readonly string[] | undefined;
  /** The text of a file; undefined if there is none, or if it is not to be read. */
  text(path: string): string | undefined;
}

/** A tree of files that are in memory, by path. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  const texts = new Map(Object.entries(files).map(([path, text]) => [joined(path), text]));
  const folders = new Map<string, string[]>();
  for (const path of [...texts.keys()].sort())
    folders.set(folderOf(path), [...(folders.get(folderOf(path)) ?? []), nameOf(path)]);
  return {
    names: (folder) => folders.get(folder),
    text: (path) => texts.get(path),
  };
}

/** A path from a folder, without `.` and `..` in its middle. */
export function joined(...paths: readonly string[]): string {
  const parts: string[] = [];
  const isAbsolute = paths[0]?.startsWith("/") === true;
  for (const part of paths.flatMap((path) => path.split("/"))) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !isAbsolute) parts.push(part);
  }
  return `${isAbsolute ? "/" : ""}${parts.join("/")}` || ".";
}

/** The folder that a file or folder is in. */
export const folderOf = (path: string): string => joined(path, "..");

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The path as seen from a folder. */
export function seenFrom(folder: string, path: string): string {
  const [from, to] = [folder, path].map((one) => one.split("/").filter((part) => part !== "."));
  let same = 0;
  while (from?.[same] !== undefined && from[same] === to?.[same]) same++;
  return [...(from ?? []).slice(same).map(() => ".."), ...(to ?? []).slice(same)].join("/") || ".";
}
