import { emptyObject, isObject, type Json, type JsonObject, type JsonObjectDraft, listOf } from "../../json";

/** A block of a module's own: `resource "a" "b" {}` has two labels. */
export interface ModuleBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: JsonObject;
}

/** How many labels blocks have. */
const LABELS: Readonly<Record<string, number>> = {
  ...{ resource: 2, data: 2, ephemeral: 2 },
  ...{ variable: 1, output: 1, module: 1, provider: 1, check: 1 },
};

/**
 * The blocks of a file: wherever there may be one, there may be a list of them, and `//` is a comment.
 * https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping
 */
export function blocksOf(file: JsonObject): ModuleBlock[] {
  return Object.keys(file).flatMap((type) =>
    within(file[type], LABELS[type] ?? 0, []).map(({ labels, body }) => ({ type, labels, body })),
  );
}

function within(json: Json | undefined, depth: number, labels: readonly string[]): Omit<ModuleBlock, "type">[] {
  return listOf(json)
    .filter(isObject)
    .flatMap((one) => {
      // In place: where a body stands is known by the body itself.
      if (depth > 0 || labels.length > 0) Reflect.deleteProperty(one, "//");
      if (depth === 0) return [{ labels, body: one }];
      return Object.keys(one).flatMap((label) => within(one[label], depth - 1, [...labels, label]));
    });
}

/** The blocks as one file has them. */
export function fileOf(blocks: readonly ModuleBlock[]): JsonObject {
  const file = emptyObject();
  for (const { type, labels, body } of blocks) {
    let parent: JsonObjectDraft = file;
    let key = type;
    for (const label of labels) {
      parent = (parent[key] ??= emptyObject()) as JsonObjectDraft;
      key = label;
    }
    const bodies = (parent[key] ??= []) as Json[];
    bodies.push(body);
  }
  return file;
}
