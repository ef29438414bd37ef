import type { Input } from "../verify/read/configuration";
import { repeatedKey } from "../verify/read/repeated-key";
import { isOverride, overridden } from "./override-files";

/** A JSON object. Those that are put together here have no prototype: `__proto__` is a key like any other. */
type Draft = Record<string, unknown>;

/** How deep blocks of a kind are told apart by labels: a resource by type and name, a variable by name, a provider by its kind. */
const LABELS: Readonly<Record<string, number>> = { resource: 2, data: 2, variable: 1, output: 1, locals: 1, module: 1 };

/**
 * The inputs, those of one folder made one: to Terraform all files of a folder are one module, and refer to each other. It is named by the
 * folder. What is no JSON object, or has a key twice, stays by itself, for the reader to say so.
 */
export function mergedModules(inputs: readonly { readonly name: string; readonly json: string }[]): Input[] {
  const folders = new Map<string, { readonly name: string; readonly json: string }[]>();
  for (const input of inputs) {
    const isPart = input.name.endsWith(".tf.json");
    const folder = isPart ? input.name.slice(0, input.name.lastIndexOf("/") + 1) : `file ${input.name}`;
    folders.set(folder, [...(folders.get(folder) ?? []), input]);
  }
  return [...folders].flatMap(([folder, files]): Input[] => {
    if (files.length === 1) return files;
    const parsed = files.map(({ name, json }) => ({ name, part: objectOf(json) }));
    const known = parsed.flatMap(({ name, part }) => (part === undefined ? [] : [{ name, part }]));
    if (known.length < parsed.length || files.some(({ json }) => repeatedKey(json) !== undefined)) return files;
    const parts = known.filter(({ name }) => !isOverride(name)).map(({ part }) => part);
    const overrides = known.filter(({ name }) => isOverride(name)).map(({ part }) => part);
    return [{ name: folder.replace(/\/$/, "") || ".", json: overrides.reduce(withOverride, merged(parts)) }];
  });
}

/** A block of an override file has the labels that the module's own has, and one level more: its arguments. */
function withOverride(whole: Draft, file: Draft): Draft {
  const next = empty();
  for (const [key, value] of Object.entries(whole)) next[key] = value;
  for (const [key, value] of Object.entries(file)) {
    next[key] = next[key] === undefined ? value : overridden(next[key], value, key === "locals" ? 0 : (LABELS[key] ?? 1));
  }
  return next;
}

function objectOf(json: string): Draft | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Draft => typeof value === "object" && value !== null && !Array.isArray(value);

function merged(files: readonly Draft[]): Draft {
  const whole = empty();
  for (const file of files)
    for (const [key, value] of Object.entries(file)) whole[key] = joined(whole[key], value, LABELS[key] ?? 1);
  return whole;
}

/** Two values of one key: labelled blocks side by side, others in a list, as Terraform writes several. */
function joined(a: unknown, b: unknown, labels: number): unknown {
  if (a === undefined) return b;
  if (labels === 0 || !isObject(a) || !isObject(b)) return [a, b].flat();
  const both = empty();
  for (const [key, value] of Object.entries(a)) both[key] = value;
  for (const [key, value] of Object.entries(b)) both[key] = joined(both[key], value, labels - 1);
  return both;
}

const empty = (): Draft => Object.create(null) as Draft;
