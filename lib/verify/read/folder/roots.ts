import type { Module } from "../module";
import { blocksOf } from "./blocks";
import { isLocal, type Modules } from "./modules";
import { joined } from "./tree";

/** Those of some folders of Terraform that no other one calls; of folders that call each other in a circle, the first. */
export function rootsAmong(folders: readonly string[], modules: Modules): string[] {
  const calls = new Map(folders.map((folder) => [folder, localCalls(modules.at(folder))]));
  const called = new Set([...calls].flatMap(([folder, others]) => others.filter((other) => other !== folder)));
  const reached = new Set<string>();
  const reach = (folder: string): void => {
    const open = [folder];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...(calls.get(next) ?? localCalls(modules.at(next))));
    }
  };
  const roots = folders.filter((folder) => !called.has(folder));
  roots.forEach(reach);
  for (const folder of folders) {
    if (reached.has(folder)) continue;
    roots.push(folder);
    reach(folder);
  }
  return roots;
}

/** The folders that a module calls. */
function localCalls(module: Module | undefined): string[] {
  if (module === undefined) return [];
  return blocksOf(module.json).flatMap(({ type, body: { source } }) =>
    type === "module" && typeof source === "string" && isLocal(source) ? [joined(module.folder, source)] : [],
  );
}
