import { emptyObject, type JsonObject, type JsonObjectDraft } from "../../json";
import { Scanner, Unreadable } from "../scanner";
import { BodyReader, type Places } from "./body";
import { Lines, type Position } from "./lines";

const MAX_ERRORS = 20;
/** A line that starts a block or an argument of the file's own. */
const NEXT = /\n(?=[\p{ID_Start}_][\p{ID_Continue}-]*(?:[ \t]+(?:"[^"\n]*"|[\p{ID_Start}_][\p{ID_Continue}-]*))*[ \t]*[{=])/gu;

/** What a file of HCL says, as Terraform JSON has it. */
export interface HclFile {
  readonly json: JsonObject;
  /** What was not understood, and left out: the whole block of the file that it is in. */
  readonly errors: readonly SyntaxError[];
  /** Where the bodies of blocks, and what they set, stand. */
  readonly places: Places;
}

export interface SyntaxError extends Position {
  readonly what: string;
}

/**
 * Reads HCL (https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md). Never throws: after an error, reading goes on with the next block of
 * the file.
 */
export function readHcl(text: string): HclFile {
  const lines = new Lines(text);
  const errors: SyntaxError[] = [];
  const places: Places = { bodies: new WeakMap(), lines };
  const json: JsonObjectDraft = emptyObject();
  const own = new Map<string, number>();
  places.bodies.set(json, { at: 0, arguments: own });
  let at = 0;
  while (at < text.length) {
    const scanner = new Scanner(text, at);
    try {
      new BodyReader(scanner, places).file(json, own);
      break;
    } catch (error) {
      errors.push({ what: messageOf(error), ...lines.at(scanner.at) });
      if (errors.length === MAX_ERRORS) break;
      at = nextBlock(text, scanner.at);
    }
  }
  return { json, errors, places };
}

/** Patterns give up on lines of many megabytes. */
function messageOf(error: unknown): string {
  if (error instanceof RangeError) return "this is too large";
  if (error instanceof Unreadable) return error.message;
  throw error;
}

function nextBlock(text: string, from: number): number {
  NEXT.lastIndex = from;
  try {
    return NEXT.test(text) ? NEXT.lastIndex : text.length;
  } catch (error) {
    messageOf(error);
    return text.length;
  }
}
