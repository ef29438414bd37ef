import { emptyObject, isArray, type Json, type JsonObject, type JsonObjectDraft } from "../json";
import { holdsEscapedMarks, holdsMarks, hole } from "../text";
import type { Input, Problem } from "./configuration";
import { normalText } from "./normal-text";
import { isExact } from "./number-value";
import { keysWritten, repeatedKey } from "./repeated-key";

const MAX_DEPTH = 100;
const MAX_NODES = 50_000_000;

type Report = (address: string, what: string, cure: string) => void;

/** The object that an input holds, cleaned; or undefined, with the problem reported. */
export function parseInput({ name, json }: Input, problems: Problem[]): JsonObject | undefined {
  const report: Report = (address, what, cure) => {
    problems.push({ place: { file: name, address }, what, cure });
  };
  let value: unknown;
  try {
    value = typeof json === "string" ? JSON.parse(json.replace(/^\uFEFF/, "")) : copyOf(json);
  } catch (error) {
    report("$", `this is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}`, "give Terraform JSON");
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const kind = Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
    report("$", `this is ${kind}, and no JSON object`, "give a cdk.tf.json, or what terraform show -json prints");
    return undefined;
  }
  const suspicious = typeof json !== "string" || holdsMarks(json) || holdsEscapedMarks(json);
  // Without escapes, what no text of the file holds none of its strings holds.
  const isClean = typeof json === "string" && !suspicious && !json.includes("\\u") && normalText(json) === json;
  const cleaning: Cleaning = { path: [], suspicious, isClean, report, keys: 0, isCut: false };
  const cleaned = clean(value as Json, cleaning) as JsonObject;
  if (typeof json === "string" && !cleaning.isCut && keysWritten(json) > cleaning.keys) {
    const path = (repeatedKey(json) ?? "").slice(0, 500).replace(/[\uE000\uE001]/g, "?");
    report(
      `$.${path}`,
      "this key stands twice in one object, and only the last is read: Terraform may read both",
      "write it once",
    );
  }
  return cleaned;
}

/** What was made of a file of HCL, cleaned as JSON is, in place. */
export function cleaned(json: JsonObject, file: string, text: string, problems: Problem[]): JsonObject {
  const report: Report = (address, what, cure) => {
    problems.push({ place: { file, address }, what, cure });
  };
  const suspicious = holdsMarks(text);
  const isClean = !suspicious && !/\\u/i.test(text) && normalText(text) === text;
  return clean(json, { path: [], suspicious, isClean, report, keys: 0, isCut: false }) as JsonObject;
}

/** Strings of a JSON text. What is left without them are its numbers, and signs. */
const STRINGS = /"(?:[^"\\]|\\.)*"/gs;
const MANY_DIGITS = /\d[\d.]{15,}/;

/**
 * A text as JSON, with holes as they are; undefined if it is none. Too deep is none, and so is one that could make holes, or holds a number that
 * cannot be held here.
 */
export function parseJson(text: string): Json | undefined {
  if (holdsEscapedMarks(text) || (MANY_DIGITS.test(text) && MANY_DIGITS.test(text.replace(STRINGS, "")))) return undefined;
  try {
    const problems: string[] = [];
    const report = (address: string): void => {
      problems.push(address);
    };
    const value = clean(JSON.parse(text) as Json, { path: [], suspicious: false, isClean: false, report, keys: 0, isCut: false });
    return problems.length === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

interface Cleaning {
  readonly path: (string | number)[];
  readonly suspicious: boolean;
  /** Whether no text needs to be looked at. */
  readonly isClean: boolean;
  readonly report: Report;
  /** The keys that were met. */
  keys: number;
  /** Whether something was too deep to be looked at. */
  isCut: boolean;
}

/** In place: objects lose their prototypes, and what could be mistaken for a hole, or is too deep, becomes unknown. */
function clean(value: Json, cleaning: Cleaning): Json {
  if (typeof value === "string") {
    if (cleaning.isClean) return value;
    return holdsEscapedMarks(value) || (cleaning.suspicious && holdsMarks(value)) ? marked(cleaning) : normalText(value);
  }
  if (typeof value === "number") return isExact(value) ? value : hole(`a number at ${addressOf(cleaning.path)}`);
  if (typeof value !== "object" || value === null) return value;
  const { path, suspicious, isClean, report } = cleaning;
  if (path.length > MAX_DEPTH) {
    cleaning.isCut = true;
    report(
      addressOf(path),
      `it is nested more than ${MAX_DEPTH} levels deep`,
      "Terraform does not write this: check where the file comes from",
    );
    return hole(`a value that is too deep at ${addressOf(path)}`);
  }
  const depth = path.length++;
  if (isArray(value)) {
    const list = value as Json[];
    for (let index = 0; index < list.length; index++) {
      const item = list[index];
      if (item === undefined || item === null || typeof item === "boolean") continue;
      path[depth] = index;
      list[index] = clean(item, cleaning);
    }
  } else {
    const object: JsonObjectDraft = value;
    Object.setPrototypeOf(object, null);
    for (const key in object) {
      cleaning.keys++;
      const item = object[key];
      if (isClean && (typeof item === "string" || typeof item === "boolean")) continue;
      path[depth] = key;
      if (isClean) object[key] = clean(item ?? null, cleaning);
      else if (holdsEscapedMarks(key) || (suspicious && holdsMarks(key))) {
        Reflect.deleteProperty(object, key);
        marked(cleaning);
      } else if (normalText(key) !== key) {
        report(addressOf(path), "this key is not normalized text (NFC), as Terraform has all text", "write it so");
        object[key] = clean(item ?? null, cleaning);
      } else object[key] = clean(item ?? null, cleaning);
    }
  }
  path.length = depth;
  return value;
}

function marked({ path, report }: Cleaning): string {
  const address = addressOf(path);
  report(address, "it holds the characters U+E000 or U+E001, which stand for unknown values here", "write it without them");
  return hole(`a text with private characters at ${address}`);
}

const addressOf = (path: readonly (string | number)[]): string =>
  ["$", ...path]
    .join(".")
    .slice(0, 500)
    .replace(/[\uE000\uE001]/g, "?");

/** A copy of what the caller gave, as JSON has it. Throws if it is not JSON. */
function copyOf(value: unknown): Json {
  let nodes = 0;
  const copy = (one: unknown, depth: number): Json => {
    if (++nodes > MAX_NODES) throw new Error("it is too large");
    if (typeof one === "string" || typeof one === "boolean" || one === null) return one;
    if (typeof one === "number") return Number.isFinite(one) ? one : null;
    if (typeof one !== "object") return null;
    if (depth > 2 * MAX_DEPTH) throw new Error("it is too deep, or holds itself");
    if (Array.isArray(one)) return one.map((item) => copy(item, depth + 1));
    const result = emptyObject();
    for (const [key, item] of Object.entries(one)) if (item !== undefined) result[key] = copy(item, depth + 1);
    return result;
  };
  return copy(value, 0);
}
