import { escape } from "./escape";
import { isSpace, withoutLeadingSpace, withoutTrailingSpace } from "./normal-text";
import { type Scanner, Unreadable } from "./scanner";
import type { Expression } from "./syntax";
import { type Sequence, treeOf } from "./template-tree";

/**
 * A variable of an IAM policy whose `$` is not doubled: Terraform would refuse the file, but elsewhere policies are kept as they are in IAM.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const POLICY_VARIABLE = /\$\{(?:[*?$]|[A-Za-z0-9.-]+:(?!:)[^{}"]*)\}/y;
const HEREDOC = /<<-?[\p{ID_Start}_][\p{ID_Continue}-]*\r?\n/uy;

type ReadExpression = (scanner: Scanner) => Expression;

/** The whole text: a string of Terraform JSON. Backslashes stand for themselves. */
export function bareTemplate(scanner: Scanner, expression: ReadExpression): Expression {
  return templateOf(scanner, expression, "bare", () => scanner.at === scanner.text.length);
}

/** Up to and with the closing quote. */
export function quotedTemplate(scanner: Scanner, expression: ReadExpression): Expression {
  return templateOf(scanner, expression, "quoted", () => {
    if (scanner.at === scanner.text.length || scanner.startsWith("\n") || scanner.startsWith("\r\n")) {
      throw new Unreadable("this text is not closed in its line");
    }
    return scanner.take('"');
  });
}

/**
 * A heredoc, from its `<<` to its marker, which stands alone in its line; undefined if there is none. With `<<-`, the indentation that all lines
 * share is taken away (https://developer.hashicorp.com/terraform/language/expressions/strings#heredoc-strings).
 */
export function heredoc(scanner: Scanner, expression: ReadExpression): Expression | undefined {
  const start = scanner.match(HEREDOC);
  if (start === undefined) return undefined;
  const isIndented = start.startsWith("<<-");
  const marker = start.slice(isIndented ? 3 : 2).trim();
  const end = new RegExp(`[^\\S\\n]*${marker}(?=[^\\S\\n]*\\n)`, "uy");
  return templateOf(scanner, expression, isIndented ? "indented" : "heredoc", () => {
    if (scanner.at === scanner.text.length) throw new Unreadable(`the line ${marker} is missing, which ends the text`);
    return scanner.text.charAt(scanner.at - 1) === "\n" && scanner.match(end) !== undefined;
  });
}

type Form = "bare" | "quoted" | "heredoc" | "indented";

function templateOf(scanner: Scanner, expression: ReadExpression, form: Form, isEnd: () => boolean): Expression {
  scanner.enter();
  const sequences: Sequence[] = [];
  let trimsNext = false;
  while (!isEnd()) {
    const start = scanner.at;
    const text = literalAt(scanner, form);
    if (scanner.at > start) {
      sequences.push({ kind: "text", text: trimsNext ? withoutLeadingSpace(text) : text });
      trimsNext = false;
    } else {
      const { sequence, trimsBefore, trimsAfter } = scanner.within(false, () => sequenceAt(scanner, expression));
      const last = sequences.at(-1);
      if (trimsBefore && last?.kind === "text") last.text = withoutTrailingSpace(last.text);
      sequences.push(sequence);
      trimsNext = trimsAfter;
    }
  }
  if (form === "indented") unindent(sequences);
  scanner.leave();
  return { kind: "template", parts: treeOf(sequences) };
}

/** The text up to the next `${` or `%{`, the end of a quoted text, or the end of a line of a heredoc. */
function literalAt(scanner: Scanner, form: Form): string {
  let literal = "";
  for (;;) {
    const start = scanner.at;
    const end = plainEnd(scanner, form);
    literal += scanner.text.slice(start, end);
    scanner.at = end;
    if (end === scanner.text.length || ((form === "heredoc" || form === "indented") && literal.endsWith("\n"))) return literal;
    if (scanner.take("$${")) literal += "${";
    else if (scanner.take("%%{")) literal += "%{";
    else if (form === "bare" && scanner.match(POLICY_VARIABLE) !== undefined) literal += scanner.text.slice(end, scanner.at);
    else if (scanner.startsWith("${") || scanner.startsWith("%{")) return literal;
    else if (form === "quoted" && (scanner.startsWith('"') || scanner.startsWith("\n") || scanner.startsWith("\r\n")))
      return literal;
    else if (form === "quoted" && scanner.take("\\")) literal += escape(scanner);
    else literal += scanner.text.charAt(scanner.at++);
  }
}

function plainEnd(scanner: Scanner, form: Form): number {
  const special = form === "quoted" ? /[$%"\\\r\n]/g : form === "bare" ? /[$%]/g : /[$%]|\n/g;
  special.lastIndex = scanner.at;
  const found = special.exec(scanner.text);
  if (found === null) return scanner.text.length;
  return found[0] === "\n" && form !== "quoted" ? found.index + 1 : found.index;
}

interface Marked {
  readonly sequence: Sequence;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/** `${…}` or `%{…}`; with `~`, white space beside it goes away. */
function sequenceAt(scanner: Scanner, expression: ReadExpression): Marked {
  const isDirective = scanner.take("%{");
  if (!isDirective) scanner.take("${");
  const trimsBefore = scanner.take("~");
  const sequence = isDirective ? directive(scanner, expression) : { kind: "value" as const, value: expression(scanner) };
  const trimsAfter = scanner.takeSpaced("~}");
  if (!trimsAfter) scanner.expect("}");
  return { sequence, trimsBefore, trimsAfter };
}

/** https://developer.hashicorp.com/terraform/language/expressions/strings#directives */
function directive(scanner: Scanner, expression: ReadExpression): Sequence {
  const kind = scanner.name();
  switch (kind) {
    case "if":
      return { kind, test: expression(scanner) };
    case "for": {
      const names = [scanner.name()];
      if (scanner.takeSpaced(",")) names.push(scanner.name());
      if (scanner.name() !== "in") throw new Unreadable('"in" is expected here');
      return { kind, names, of: expression(scanner) };
    }
    case "else":
    case "endif":
    case "endfor":
      return { kind };
    default:
      throw new Unreadable(`there is no directive ${kind}`);
  }
}

/** Takes away the indentation that all lines share. Empty lines have none; the marker does not count. */
function unindent(sequences: readonly Sequence[]): void {
  const first: (Sequence & { kind: "text" })[] = [];
  let least = Infinity;
  let isAtStart = true;
  for (const sequence of sequences) {
    const text = sequence.kind === "text" ? sequence.text : "";
    if (isAtStart && !(text.endsWith("\n") && isSpace(text))) {
      least = Math.min(least, text.length - withoutLeadingSpace(text).length);
      if (sequence.kind === "text") first.push(sequence);
    }
    isAtStart = text.endsWith("\n");
  }
  for (const line of first) line.text = line.text.slice(least);
}

/** Of a template that is one text, or one value, that itself. */
export function simplified(template: Expression): Expression {
  if (template.kind !== "template") return template;
  const [only = "", ...others] = template.parts;
  if (others.length > 0) return template;
  return typeof only === "string" ? { kind: "literal", value: only } : only;
}
