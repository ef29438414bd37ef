import { emptyObject, isArray, isObject, type Json, type JsonObject, type JsonObjectDraft, listOf } from "../json";
import { expressionOf, hole } from "../text";
import { evaluate } from "./evaluate";
import { type Frame, withVariables } from "./frame";
import { pairsOf } from "./pairs";
import { parseTemplate } from "./parser";
import { print } from "./print";
import type { Expression } from "./syntax";
import { textIn } from "./text-value";
import { traverse } from "./traverse";

const SHORT = 200;
const parsed = new WeakMap<object, Map<string, Expression | undefined>>();

const holdsTemplate = (text: string): boolean => text.includes("${") || text.includes("%{");

/** Whether a value of Terraform JSON is a text without expressions, a number, true, false or null. */
export function isPlain(value: Json): boolean {
  return typeof value === "string" ? !holdsTemplate(value) : typeof value !== "object" || value === null;
}

/** A value of Terraform JSON with its expressions evaluated. What holds none stays the very same object. */
export function resolve(value: Json, frame: Frame): Json {
  if (typeof value === "string") return holdsTemplate(value) ? resolveText(value, frame) : value;
  if (typeof value !== "object" || value === null) return value;
  return isArray(value) ? resolveList(value, frame) : resolveObject(value, frame);
}

function resolveText(text: string, frame: Frame): Json {
  const expression = parsedOnce(text, frame);
  if (expression === undefined) return frame.notUnderstood(text);
  return evaluate(expression, frame);
}

function parsedOnce(text: string, frame: Frame): Expression | undefined {
  if (text.length > SHORT) return parseTemplate(text);
  let cache = parsed.get(frame.owner);
  if (cache === undefined) parsed.set(frame.owner, (cache = new Map<string, Expression | undefined>()));
  if (cache.has(text)) return cache.get(text);
  const expression = parseTemplate(text);
  cache.set(text, expression);
  return expression;
}

function resolveList(list: readonly Json[], frame: Frame): Json {
  let copy: Json[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index] ?? null;
    const resolved = resolve(item, frame);
    if (resolved !== item) copy ??= list.slice(0, index);
    copy?.push(resolved);
  }
  return copy ?? list;
}

function resolveObject(object: JsonObject, frame: Frame): Json {
  let copy: JsonObjectDraft | undefined;
  const dynamic = dynamicBlocks(object);
  const start = (end: string): JsonObjectDraft => {
    const draft = emptyObject();
    for (const key in object) {
      if (key === end) break;
      draft[key] = object[key];
    }
    return draft;
  };
  for (const key in object) {
    const item = object[key] ?? null;
    // "//" is a comment.
    const isLeftOut = key === "//" || (key === "dynamic" && dynamic !== undefined);
    const resolved = isLeftOut ? null : resolve(item, frame);
    const name = holdsTemplate(key) ? textIn(resolveText(key, frame)) : key;
    if (isLeftOut || resolved !== item || name !== key) copy ??= start(key);
    if (copy !== undefined && !isLeftOut) copy[name ?? key] = resolved;
  }
  if (dynamic === undefined) return copy ?? object;
  copy ??= emptyObject();
  for (const label of Object.keys(dynamic)) {
    const made = expanded(dynamic[label] ?? null, label, frame);
    copy[label] = typeof made === "string" ? made : [...listOf(copy[label]), ...made];
  }
  return copy;
}

/**
 * The `dynamic` blocks of a body by label, of an object or a list of objects
 * (https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks).
 */
export function dynamicBlocks(body: JsonObject): JsonObject | undefined {
  const { dynamic } = body;
  if (dynamic === undefined) return undefined;
  const blocks = emptyObject();
  for (const labels of listOf(dynamic)) {
    if (!isObject(labels)) return undefined;
    for (const label of Object.keys(labels)) {
      if (label === "//") continue;
      const bodies = listOf(labels[label]);
      if (!isDynamic(bodies)) return undefined;
      blocks[label] = [...listOf(blocks[label]), ...bodies];
    }
  }
  return Object.keys(blocks).length === 0 ? undefined : blocks;
}

const isDynamic = (bodies: readonly Json[]): boolean =>
  bodies.length > 0 && bodies.every((body) => isObject(body) && "for_each" in body && "content" in body);

/** A statement of a policy document of which it is unknown whether it is there: it has a condition that is unknown. */
function perhapsBlock(block: JsonObject, whether: string): JsonObject {
  const result = Object.assign(emptyObject(), block);
  const condition = Object.assign(emptyObject(), { test: hole(whether), variable: hole(whether), values: [] });
  result["condition"] =
    expressionOf(block["condition"]) === undefined ? [...listOf(block["condition"]), condition] : block["condition"];
  return result;
}

/** The blocks that dynamic ones make; a hole if it is unknown which. */
export function expanded(dynamic: Json, label: string, frame: Frame): readonly Json[] | string {
  const made: Json[] = [];
  for (const body of listOf(dynamic)) {
    if (!isObject(body)) continue;
    const items = resolve(body["for_each"] ?? null, frame);
    const alternatives = frame.either.alternativesOf(items);
    const iterator = typeof body["iterator"] === "string" ? body["iterator"] : label;
    const pairs = (alternatives ?? [items]).flatMap((one) => {
      const found =
        one === null
          ? []
          : pairsOf(
              one,
              ["key", "value"].map((name) => `${iterator}.${name}`),
              () => frame.fresh("a key"),
            );
      return found?.map((pair) => (alternatives === undefined ? pair : { ...pair, isSure: false })) ?? [undefined];
    });
    for (const pair of pairs) {
      if (pair === undefined || !(pair.isSure || label === "statement")) return frame.fresh(`the ${label} blocks`);
      frame.spend(1);
      const each = emptyObject();
      each["key"] = pair.position;
      each["value"] = pair.item;
      const inner = withVariables(frame, new Map([[iterator.replace(/^\$\{(.*)\}$/s, "$1"), each]]), traverse);
      for (const content of listOf(body["content"])) {
        const block = resolve(content, inner);
        made.push(pair.isSure || !isObject(block) ? block : perhapsBlock(block, `whether there is one of ${print(items)}`));
      }
    }
  }
  return made;
}
