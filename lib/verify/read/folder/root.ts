import { emptyObject, type JsonObject, type JsonObjectDraft } from "../../json";
import type { Problem } from "../configuration";
import type { Module, Root } from "../module";
import type { Modules } from "./modules";
import { joined, type Tree } from "./tree";
import { constantOf, valuesFilesOf, valuesIn } from "./values";

/** What is given to all roots besides what stands in their folders. */
export interface Given {
  /** The environment, of which `TF_VAR_…` counts. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The paths of files of values, as `terraform plan -var-file` takes them: later ones win. */
  readonly valuesFiles: readonly string[];
}

/** A module that is applied by itself, with the values that its variables have: those of the environment lose against those of files. */
export function rootOf(module: Module, modules: Modules, tree: Tree, given: Given): Root {
  const problems: Problem[] = [];
  const named = given.valuesFiles.map((path) => ({ name: path, text: tree.text(path) }));
  for (const { name: file } of named.filter(({ text }) => text === undefined)) {
    problems.push({ place: { file, address: "$" }, what: "this file of values is not there", cure: "correct its name" });
  }
  const values: JsonObjectDraft = valuesOfEnvironment(module.json, given.environment);
  for (const { name: file, text } of [...valuesFilesOf(tree, module.folder), ...named]) {
    if (text !== undefined) Object.assign(values, valuesIn({ name: file, text }, problems));
  }
  return {
    module,
    values,
    problems,
    called: modules.calledBy(module.folder),
    fileText: (path) => tree.text(path.startsWith("/") ? path : joined(module.folder, path)),
  };
}

/** https://developer.hashicorp.com/terraform/cli/config/environment-variables#tf_var_name */
function valuesOfEnvironment(json: JsonObject, environment: Given["environment"]): JsonObjectDraft {
  const values = emptyObject();
  const declared = json["variable"];
  for (const name of Object.keys(typeof declared === "object" && declared !== null ? declared : {})) {
    const text = environment[`TF_VAR_${name}`];
    if (text !== undefined) values[name] = valueGiven(text);
  }
  return values;
}

/** A value as it stands on a command line: a text, or a list or object as HCL has it. */
export function valueGiven(text: string): JsonObject[string] {
  if (!/^\s*[[{]/.test(text)) return text;
  const { value } = valuesIn({ name: "", text: `value = ${text}\n` }, []);
  return value ?? constantOf(text) ?? text;
}
