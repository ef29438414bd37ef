import { emptyObject, entryOf, isObject, type JsonObject, type JsonObjectDraft, listOf } from "../../json";
import type { ModuleBlock } from "./blocks";

/** What an override file changes, and what it has that is not there. */
export interface Overridden {
  readonly blocks: readonly ModuleBlock[];
  readonly missing: readonly ModuleBlock[];
}

/** What is changed argument by argument: the others stand beside what is there. */
const CHANGED = new Set(["resource", "data", "ephemeral", "variable", "output", "module", "provider"]);

/**
 * A module's blocks with the arguments of an override file in the place of their own. All blocks of a type within a block give way to those of the
 * override, a `lifecycle` argument by argument.
 * https://developer.hashicorp.com/terraform/language/files/override
 *
 * @param replaced Told of each new body, and what it is made from: the later wins
 */
export function overridden(
  blocks: readonly ModuleBlock[],
  file: readonly ModuleBlock[],
  replaced: (made: JsonObject, from: readonly JsonObject[]) => void,
): Overridden {
  const whole = [...blocks];
  const missing: ModuleBlock[] = [];
  const merge = (at: number, change: ModuleBlock): void => {
    const before = whole[at]?.body ?? emptyObject();
    const body = change.type === "locals" ? Object.assign(emptyObject(), before, change.body) : merged(before, change.body);
    replaced(body, [before, change.body]);
    whole[at] = { ...change, body };
  };
  for (const change of file) {
    if (change.type === "terraform") whole.unshift(change);
    else if (change.type === "locals") overrideLocals(change, whole, merge);
    else {
      const at = CHANGED.has(change.type) ? whole.findIndex((one) => isSame(one, change)) : -1;
      if (at >= 0) merge(at, change);
      else {
        whole.push(change);
        if (CHANGED.has(change.type)) missing.push(change);
      }
    }
  }
  return { blocks: whole, missing };
}

/** Each local by its name, wherever it is. */
function overrideLocals(change: ModuleBlock, whole: ModuleBlock[], merge: (at: number, change: ModuleBlock) => void): void {
  for (const name of Object.keys(change.body)) {
    const one = { ...change, body: Object.assign(emptyObject(), { [name]: change.body[name] }) };
    const at = whole.findIndex(({ type, body }) => type === "locals" && Object.hasOwn(body, name));
    if (at >= 0) merge(at, one);
    else whole.push(one);
  }
}

const isSame = (a: ModuleBlock, b: ModuleBlock): boolean =>
  a.type === b.type &&
  a.labels.join("\n") === b.labels.join("\n") &&
  (a.type !== "provider" || entryOf(a.body, "alias") === entryOf(b.body, "alias"));

function merged(before: JsonObject, change: JsonObject): JsonObject {
  const body: JsonObjectDraft = Object.assign(emptyObject(), before);
  const dynamic: JsonObjectDraft = Object.assign(emptyObject(), labelsOf(before));
  for (const key of Object.keys(change)) {
    if (key === "dynamic") continue;
    Reflect.deleteProperty(dynamic, key);
    const [old, next] = [body[key], change[key]].map((one) => listOf(one).find(isObject));
    const isMerged = key === "lifecycle" && old !== undefined && next !== undefined;
    body[key] = isMerged ? Object.assign(emptyObject(), old, next) : change[key];
  }
  for (const [label, blocks] of Object.entries(labelsOf(change))) {
    Reflect.deleteProperty(body, label);
    dynamic[label] = blocks;
  }
  Reflect.deleteProperty(body, "dynamic");
  return Object.keys(dynamic).length === 0 ? body : Object.assign(body, { dynamic });
}

/** The `dynamic` blocks by label. */
function labelsOf({ dynamic }: JsonObject): JsonObject {
  const labels = emptyObject();
  for (const one of listOf(dynamic).filter(isObject)) {
    for (const label of Object.keys(one)) labels[label] = [...listOf(labels[label]), ...listOf(one[label])];
  }
  return labels;
}
