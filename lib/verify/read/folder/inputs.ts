import type { Input } from "../configuration";
import { moduleNames, moduleOf } from "./module-files";
import { Modules } from "./modules";
import { type Given, rootOf } from "./root";
import { rootsAmong } from "./roots";
import { folderOf, joined, nameOf, type Tree } from "./tree";

/** Folders that hold other people's files. */
const SKIPPED = /(?:^|\/)(?:node_modules|\.git|\.terraform)(?:\/|$)/;

/** The folders of Terraform among some files, of which those of other people are left out: an input for each that no other one calls. */
export function inputsAmong(tree: Tree, files: readonly string[], given: Given): Input[] {
  const modules = new Modules(tree);
  const folders = byFolder(files.filter((file) => !SKIPPED.test(file)));
  return rootsAmong([...folders.keys()].sort(), modules).flatMap((folder): Input[] => {
    const module = modules.at(folder);
    return module === undefined
      ? []
      : [{ name: nameOfInput(folder, folders.get(folder)), json: {}, root: rootOf(module, modules, tree, given) }];
  });
}

/** Files of Terraform that are named one by one: those of one folder are one module, and others that stand beside them are left out. */
export function inputsOfFiles(tree: Tree, files: readonly string[], given: Given): Input[] {
  const modules = new Modules(tree);
  return [...byFolder(files)].flatMap(([folder, names]): Input[] => {
    const module = moduleOf(tree, folder, names);
    return module === undefined
      ? []
      : [{ name: nameOfInput(folder, names), json: {}, root: rootOf(module, modules, tree, given) }];
  });
}

/** The files of modules, by folder. */
function byFolder(files: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const file of [...new Set(files.map((one) => joined(one)))].sort()) {
    const names = folders.get(folderOf(file));
    if (names === undefined) folders.set(folderOf(file), [nameOf(file)]);
    else names.push(nameOf(file));
  }
  return new Map(
    [...folders].map(([folder, names]) => [folder, moduleNames(names)] as const).filter(([, names]) => names.length > 0),
  );
}

/** A folder of one file of JSON is known by that. */
function nameOfInput(folder: string, names: readonly string[] = []): string {
  const [only = "", ...others] = names;
  return others.length === 0 && only.endsWith(".json") ? joined(folder, only) : folder;
}
