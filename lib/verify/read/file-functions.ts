import { isObject, type Json } from "../json";
import { holdsMarks, isKnown } from "../text";
import { type Frame, withVariables } from "./frame";
import { normalText } from "./normal-text";
import { parseTemplate } from "./parser";
import type { Expression } from "./syntax";
import { traverse } from "./traverse";

const NAMES = new Set(["file", "fileexists", "templatefile", "templatestring"]);

/** Whether a function asks for what stands in files, or evaluates a template. */
export const readsFiles = (name: string): boolean => NAMES.has(name);

/**
 * What such a function makes; undefined where it is unknown. A file that is not there may be made before Terraform runs.
 * https://developer.hashicorp.com/terraform/language/functions/file, https://developer.hashicorp.com/terraform/language/functions/templatefile
 */
export function fileFunction(
  name: string,
  [path, variables]: readonly Json[],
  frame: Frame,
  evaluate: (expression: Expression, frame: Frame) => Json,
): Json | undefined {
  if (typeof path !== "string" || !isKnown(path)) return undefined;
  if (name === "templatestring") return ofTemplate(path, variables, frame, evaluate);
  const text = textOf(frame.fileText(path));
  if (text !== undefined) frame.spend(text.length / 8);
  if (name === "templatefile") return ofTemplate(text, variables, frame, evaluate);
  return name === "file" ? text : text === undefined ? undefined : true;
}

/** Text that is not UTF-8, Terraform refuses. */
const textOf = (text: string | undefined): string | undefined =>
  text === undefined || text.includes("\ufffd") || holdsMarks(text) ? undefined : normalText(text);

/** A template knows what it is given, and nothing else. */
function ofTemplate(
  text: string | undefined,
  given: Json | undefined,
  frame: Frame,
  evaluate: (expression: Expression, frame: Frame) => Json,
): Json | undefined {
  const expression = text === undefined ? undefined : parseTemplate(text);
  if (expression === undefined || !isObject(given)) return undefined;
  const variables = new Map(Object.keys(given).map((key) => [key, given[key] ?? null]));
  const alone = { ...frame, refer: () => frame.fresh("a name that a template does not have") };
  return evaluate(expression, withVariables(alone, variables, traverse));
}
