import { hole } from "../text";
import { escape } from "./escape";
import { isSpace, withoutLeadingSpace, withoutTrailingSpace } from "./normal-text";
import { numberIn } from "./number-value";
import { Scanner, Unreadable } from "./scanner";
import type { Expression, Step } from "./syntax";

const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const DIGITS = /\d+/y;
/**
 * A variable of an IAM policy whose `$` is not doubled: Terraform would refuse the file, but elsewhere policies are kept as they are in IAM.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const POLICY_VARIABLE = /\$\{(?:[*?$]|[A-Za-z0-9.-]+:(?!:)[^{}"]*)\}/y;
const OPERATORS = [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

/**
 * A string of Terraform JSON as a template (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping), or
 * undefined if it is not understood: directives (`%{ if }`), heredocs, and what is malformed. Backslashes stand for themselves outside `${}`.
 */
export function parseTemplate(text: string): Expression | undefined {
  try {
    return template(new Scanner(text), false);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Up to the end, or up to and with the closing quote. */
function template(scanner: Scanner, quoted: boolean): Expression {
  scanner.enter();
  const parts: (string | Expression)[] = [];
  let literal = "";
  let trimNext = false;
  const push = (more: string): void => {
    literal += trimNext ? withoutLeadingSpace(more) : more;
    if (!isSpace(more)) trimNext = false;
  };
  for (;;) {
    const start = scanner.at;
    const next = nextSpecial(scanner, quoted);
    push(scanner.text.slice(start, next));
    scanner.at = next;
    if (next === scanner.text.length) {
      if (quoted) throw new Unreadable();
      break;
    }
    if (quoted && scanner.take('"')) break;
    if (scanner.take("$${")) push("${");
    else if (scanner.take("%%{")) push("%{");
    else if (!quoted && scanner.match(POLICY_VARIABLE) !== undefined) push(scanner.text.slice(next, scanner.at));
    else if (scanner.take("${")) {
      if (scanner.take("~")) literal = withoutTrailingSpace(literal);
      if (literal !== "") parts.push(literal);
      literal = "";
      parts.push(expression(scanner));
      trimNext = scanner.takeSpaced("~");
      scanner.expect("}");
    } else if (scanner.startsWith("%{")) throw new Unreadable();
    else if (quoted && scanner.take("\\")) push(escape(scanner));
    else push(scanner.text.charAt(scanner.at++));
  }
  if (literal !== "") parts.push(literal);
  scanner.leave();
  const [only] = parts;
  if (only === undefined) return { kind: "literal", value: "" };
  if (parts.length > 1) return { kind: "template", parts };
  return typeof only === "string" ? { kind: "literal", value: only } : only;
}

/** Where plain text ends: at what could be `${`, `%{`, their escapes, or in quotes at a quote or backslash. */
function nextSpecial(scanner: Scanner, quoted: boolean): number {
  const special = quoted ? /[$%"\\]/g : /[$%]/g;
  special.lastIndex = scanner.at;
  return special.exec(scanner.text)?.index ?? scanner.text.length;
}

function expression(scanner: Scanner): Expression {
  scanner.enter();
  const test = binary(scanner, 0);
  const result = scanner.takeSpaced("?") ? answers(scanner, test) : test;
  scanner.leave();
  return result;
}

function answers(scanner: Scanner, test: Expression): Expression {
  const yes = expression(scanner);
  scanner.expect(":");
  return { kind: "conditional", test, yes, no: expression(scanner) };
}

function binary(scanner: Scanner, level: number): Expression {
  const operators = OPERATORS[level];
  if (operators === undefined) return unary(scanner);
  let left = binary(scanner, level + 1);
  for (;;) {
    scanner.space();
    const operator = operators.find((one) => scanner.startsWith(one));
    if (operator === undefined) return left;
    scanner.at += operator.length;
    left = { kind: "binary", operator, left, right: binary(scanner, level + 1) };
  }
}

function unary(scanner: Scanner): Expression {
  scanner.space();
  scanner.enter();
  let result: Expression;
  if (scanner.startsWith("!") && !scanner.startsWith("!=")) {
    scanner.at++;
    result = { kind: "not", of: unary(scanner) };
  } else if (scanner.take("-")) result = { kind: "minus", of: unary(scanner) };
  else result = withSteps(scanner, primary(scanner));
  scanner.leave();
  return result;
}

function primary(scanner: Scanner): Expression {
  scanner.space();
  if (scanner.take('"')) return template(scanner, true);
  if (scanner.take("(")) {
    const inner = expression(scanner);
    scanner.expect(")");
    return inner;
  }
  if (scanner.take("[")) return list(scanner);
  if (scanner.take("{")) return object(scanner);
  const number = scanner.match(NUMBER);
  // A number that cannot be held here is unknown.
  if (number !== undefined) return { kind: "literal", value: numberIn(number) ?? hole(number) };
  const name = scanner.identifier();
  if (name === undefined) throw new Unreadable();
  if (scanner.takeSpaced("(")) return call(scanner, name);
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
  if (name === "null") return { kind: "literal", value: null };
  return { kind: "reference", root: name, steps: [] };
}

function call(scanner: Scanner, name: string): Expression {
  const args: Expression[] = [];
  let spread = false;
  while (!scanner.takeSpaced(")")) {
    args.push(expression(scanner));
    spread = scanner.takeSpaced("...");
    if (!scanner.takeSpaced(",")) {
      scanner.expect(")");
      break;
    }
  }
  return { kind: "call", name, args, spread };
}

function list(scanner: Scanner): Expression {
  if (startsFor(scanner)) return forExpression(scanner, "]");
  const items: Expression[] = [];
  while (!scanner.takeSpaced("]")) {
    items.push(expression(scanner));
    if (!scanner.takeSpaced(",")) {
      scanner.expect("]");
      break;
    }
  }
  return { kind: "list", items };
}

function object(scanner: Scanner): Expression {
  if (startsFor(scanner)) return forExpression(scanner, "}");
  const entries: [Expression, Expression][] = [];
  while (!scanner.takeSpaced("}")) {
    const key = expression(scanner);
    if (!scanner.takeSpaced("=")) scanner.expect(":");
    // A bare word is a key of that name, and no reference.
    const bare = key.kind === "reference" && key.steps.length === 0;
    entries.push([bare ? { kind: "literal", value: key.root } : key, expression(scanner)]);
    scanner.takeSpaced(",");
  }
  return { kind: "object", entries };
}

function startsFor(scanner: Scanner): boolean {
  scanner.space();
  const start = scanner.at;
  if (scanner.identifier() === "for" && scanner.space()) return true;
  scanner.at = start;
  return false;
}

function forExpression(scanner: Scanner, close: "]" | "}"): Expression {
  const names = [scanner.name()];
  if (scanner.takeSpaced(",")) names.push(scanner.name());
  if (scanner.name() !== "in") throw new Unreadable();
  const of = expression(scanner);
  scanner.expect(":");
  const first = expression(scanner);
  const value = scanner.takeSpaced("=>") ? expression(scanner) : undefined;
  if (scanner.takeSpaced("...")) throw new Unreadable();
  scanner.space();
  const test = scanner.startsWith("if") && scanner.name() === "if" ? expression(scanner) : undefined;
  scanner.expect(close);
  if ((close === "}") !== (value !== undefined)) throw new Unreadable();
  const filter = test === undefined ? {} : { test };
  if (value === undefined) return { kind: "for", names, of, value: first, ...filter };
  return { kind: "for", names, of, key: first, value, ...filter };
}

function withSteps(scanner: Scanner, of: Expression): Expression {
  let result = of;
  let steps: Step[] = [];
  const close = (): void => {
    if (steps.length > 0) result = stepped(result, steps);
    steps = [];
  };
  for (let legacySplat = false; ;) {
    const start = scanner.at;
    scanner.space();
    if (scanner.startsWith("...")) break;
    if (scanner.take(".")) {
      scanner.space();
      if (scanner.take("*")) {
        steps.push("splat");
        legacySplat = true;
      } else steps.push({ index: { kind: "literal", value: scanner.identifier() ?? Number(scanner.required(DIGITS)) } });
    } else if (scanner.take("[")) {
      // After `.*`, an index is of the whole list; after `[*]`, of each element.
      if (legacySplat) close();
      legacySplat = false;
      if (scanner.takeSpaced("*")) steps.push("splat");
      else steps.push({ index: expression(scanner), inBrackets: true });
      scanner.expect("]");
    } else {
      scanner.at = start;
      break;
    }
  }
  close();
  return result;
}

function stepped(of: Expression, steps: readonly Step[]): Expression {
  return of.kind === "reference" && of.steps.length === 0 ? { ...of, steps } : { kind: "traversal", of, steps };
}
