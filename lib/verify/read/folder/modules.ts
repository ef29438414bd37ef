import type { Missing, Module } from "../module";
import { parseJson } from "../parse";
import { isArray, isObject } from "../../json";
import { moduleNames, moduleOf } from "./module-files";
import { joined, type Tree } from "./tree";

const MANIFEST = ".terraform/modules/modules.json";
const LOCAL = /^\.\.?(?:\/|$)/;

/** The modules of a tree, each read once. */
export class Modules {
  private readonly known = new Map<string, Module | undefined>();

  constructor(private readonly tree: Tree) {}

  /** The module that a folder is; undefined if there is no Terraform in it. */
  at(folder: string): Module | undefined {
    if (!this.known.has(folder)) {
      this.known.set(folder, moduleOf(this.tree, folder, moduleNames(this.tree.names(folder) ?? [])));
    }
    return this.known.get(folder);
  }

  /** Where the calls of a root lead, as in `Root.called`. */
  calledBy(root: string): (calls: readonly string[], from: string, source: string) => Module | Missing {
    const manifest = this.manifestOf(root);
    return (calls, from, source) => {
      if (isLocal(source)) {
        const folder = joined(from, source);
        return this.at(folder) ?? { why: `there is no Terraform in ${folder}`, cure: "name a folder that holds it, too" };
      }
      const folder = manifest.get(calls.join("."));
      const module = folder === undefined ? undefined : this.at(joined(root, folder));
      return module ?? { why: `${source} is not in .terraform/modules`, cure: "run `terraform get`, or give a plan" };
    };
  }

  /** Where `terraform get` put each call's module, as seen from the root. */
  private manifestOf(root: string): ReadonlyMap<string, string> {
    const json = parseJson(this.tree.text(joined(root, MANIFEST)) ?? "{}");
    const entries = isObject(json) && isArray(json["Modules"]) ? json["Modules"].filter(isObject) : [];
    return new Map(
      entries.flatMap(({ Key: key, Dir: folder }): [string, string][] =>
        typeof key === "string" && typeof folder === "string" ? [[key, folder.replaceAll("\\", "/")]] : [],
      ),
    );
  }
}

/** Whether the source is a folder beside the module that calls it. */
export const isLocal = (source: string): boolean => LOCAL.test(source);
