import { Unreadable } from "./scanner";
import type { Expression } from "./syntax";

/** A text, or what makes one. */
export type TemplatePart = string | Expression;

/** What stands one after the other in a template. */
export type Sequence =
  | { readonly kind: "text"; text: string }
  | { readonly kind: "value"; readonly value: Expression }
  | { readonly kind: "if"; readonly test: Expression }
  | { readonly kind: "for"; readonly names: readonly string[]; readonly of: Expression }
  | { readonly kind: "else" | "endif" | "endfor" };

/** The parts of a template, directives with what they enclose. */
export function treeOf(sequences: readonly Sequence[]): TemplatePart[] {
  const rest = [...sequences].reverse();
  const parts = partsUntil(rest, []);
  if (rest.length > 0) throw new Unreadable(`${rest.at(-1)?.kind ?? ""} ends nothing`);
  // White space that was trimmed away makes a text of the value beside it.
  const isText = sequences.length > 1 && parts.length === 1;
  return isText && sequences.some((one) => one.kind === "value" && one.value === parts[0]) ? [...parts, ""] : parts;
}

/** Takes the sequences up to one of the ends, which stays. */
function partsUntil(rest: Sequence[], ends: readonly Sequence["kind"][]): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (let next = rest.at(-1); next !== undefined && !ends.includes(next.kind); next = rest.at(-1)) {
    rest.pop();
    const last = parts.at(-1);
    if (next.kind === "text") {
      if (typeof last === "string") parts[parts.length - 1] = last + next.text;
      else if (next.text !== "") parts.push(next.text);
    } else if (next.kind === "value") parts.push(next.value);
    else if (next.kind === "if") parts.push(conditional(next.test, rest));
    else if (next.kind === "for") {
      const value = block(rest, ["endfor"]);
      rest.pop();
      const loop: Expression = { kind: "for", names: next.names, of: next.of, value };
      parts.push({ kind: "call", name: "join", args: [{ kind: "literal", value: "" }, loop], spread: false });
    } else {
      rest.push(next);
      break;
    }
  }
  return parts;
}

function conditional(test: Expression, rest: Sequence[]): Expression {
  const yes = block(rest, ["else", "endif"]);
  const no: Expression = rest.pop()?.kind === "else" ? block(rest, ["endif"], true) : { kind: "template", parts: [] };
  return { kind: "conditional", test, yes, no };
}

function block(rest: Sequence[], ends: readonly Sequence["kind"][], takesEnd = false): Expression {
  const parts = partsUntil(rest, ends);
  const end = rest.at(-1);
  if (end === undefined || !ends.includes(end.kind)) throw new Unreadable(`${ends.at(-1) ?? ""} is missing`);
  if (takesEnd) rest.pop();
  return { kind: "template", parts };
}
