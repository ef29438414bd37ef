import { resolve } from "node:path";
import type { Model } from "../model";
import { inputsAmong } from "../read/folder/inputs";
import type { ReadFilesOptions } from "../read-files";
import { readModel } from "../read-model";
import { diskTree, repositoryOf } from "./disk";
import { nameFrom, walk } from "./walk";

/**
 * Reads a folder of Terraform and those below it, as `readFiles` of `cdktf-workload-identity/verify` reads files. Modules are read from the
 * repository that the folder is in, or below the current folder, and nothing outside of it; links to folders are not followed.
 *
 * @throws Error if the folder is not there, or cannot be read
 *
 * @example
 * import { findings } from "cdktf-workload-identity/verify";
 * import { readFolder } from "cdktf-workload-identity/verify/folder";
 * const found = findings(readFolder("infra", { workspace: "prod" }));
 */
export function readFolder(folder: string, options: ReadFilesOptions = {}): Model {
  const { variableFiles = [], environment = process.env, ...others } = options;
  const root = process.cwd();
  const whole = resolve(folder);
  const { files, problems } = walk(whole, root);
  const valuesFiles = variableFiles.map((file) => nameFrom(root, resolve(file)));
  const named = [whole, ...variableFiles.map((file) => resolve(file))];
  const tree = diskTree(root, [...named.map(repositoryOf), ...(whole.startsWith(root) ? [root] : [])]);
  const model = readModel(inputsAmong(tree, files, { valuesFiles, environment }), others);
  const { configuration } = model;
  return { ...model, configuration: { ...configuration, problems: [...configuration.problems, ...problems] } };
}
