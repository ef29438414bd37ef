import { hole } from "../text";
import { numberIn } from "./number-value";
import { Scanner, Unreadable } from "./scanner";
import type { Expression, ForExpression, Step } from "./syntax";
import { bareTemplate, heredoc, quotedTemplate, simplified } from "./template-parser";

const NUMBER = /\d+(?:\.\d+|\.(?=[eE][+-]?\d))?(?:[eE][+-]?\d+)?/y;
const DIGITS = /\d+/y;
const OPERATOR = /\|\||&&|==|!=|<=|>=|[<>+\-*/%]/y;
/** How tightly they bind. */
const STRENGTHS: Readonly<Record<string, number>> = {
  ...{ "||": 0, "&&": 1, "==": 2, "!=": 2, "<=": 3, ">=": 3, "<": 3, ">": 3 },
  ...{ "+": 4, "-": 4, "*": 5, "/": 5, "%": 5 },
};

/**
 * A string of Terraform JSON as a template (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping), or
 * undefined if it is not understood: it is malformed. Backslashes stand for themselves outside `${}`.
 */
export function parseTemplate(text: string): Expression | undefined {
  try {
    return simplified(bareTemplate(new Scanner(text), parseExpression));
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Reads an expression. @throws Unreadable */
export function parseExpression(scanner: Scanner): Expression {
  scanner.enter();
  scanner.space();
  const start = scanner.at;
  const test = binary(scanner, 0);
  const result = scanner.takeSpaced("?") ? answers(scanner, test) : test;
  scanner.leave();
  scanner.ranges?.set(result, [start, scanner.at]);
  return result;
}

function answers(scanner: Scanner, test: Expression): Expression {
  const yes = parseExpression(scanner);
  scanner.expect(":");
  return { kind: "conditional", test, yes, no: parseExpression(scanner) };
}

function binary(scanner: Scanner, least: number): Expression {
  let left = unary(scanner);
  for (;;) {
    const start = scanner.at;
    scanner.space();
    const operator = scanner.match(OPERATOR) ?? "";
    const strength = STRENGTHS[operator] ?? -1;
    if (strength < least) {
      scanner.at = start;
      return left;
    }
    left = { kind: "binary", operator, left, right: binary(scanner, strength + 1) };
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
  if (scanner.take('"')) return asTemplate(quotedTemplate(scanner, parseExpression), scanner);
  if (scanner.take("(")) {
    return scanner.within(false, () => {
      const inner = parseExpression(scanner);
      scanner.expect(")");
      return inner;
    });
  }
  if (scanner.take("[")) return scanner.within(false, () => list(scanner));
  if (scanner.take("{")) return object(scanner);
  if (scanner.startsWith("<<")) {
    const text = heredoc(scanner, parseExpression);
    if (text !== undefined) return asTemplate(text, scanner);
  }
  const number = scanner.match(NUMBER);
  // A number that cannot be held here is unknown.
  if (number !== undefined) return { kind: "literal", value: numberIn(number) ?? hole(number) };
  const name = scanner.identifier();
  if (name === undefined) throw new Unreadable("an expression is expected here");
  return named(scanner, name);
}

/** Where a file is read, a text stays one: `"${x}"` is written otherwise than `x`. */
const asTemplate = (template: Expression, scanner: Scanner): Expression =>
  scanner.ranges === undefined ? simplified(template) : template;

function named(scanner: Scanner, first: string): Expression {
  let name = first;
  while (scanner.take("::")) name += `::${scanner.name()}`;
  if (scanner.takeSpaced("(")) return scanner.within(false, () => call(scanner, name));
  if (name !== first) throw new Unreadable('"(" is expected here');
  if (name === "true" || name === "false") return { kind: "literal", value: name === "true" };
  if (name === "null") return { kind: "literal", value: null };
  return { kind: "reference", root: name, steps: [] };
}

function call(scanner: Scanner, name: string): Expression {
  const args: Expression[] = [];
  while (!scanner.takeSpaced(")")) {
    args.push(parseExpression(scanner));
    if (scanner.takeSpaced("...")) {
      scanner.expect(")");
      return { kind: "call", name, args, spread: true };
    }
    if (!scanner.takeSpaced(",")) {
      scanner.expect(")");
      break;
    }
  }
  return { kind: "call", name, args, spread: false };
}

function list(scanner: Scanner): Expression {
  if (startsFor(scanner)) return forExpression(scanner, "]");
  const items: Expression[] = [];
  while (!scanner.takeSpaced("]")) {
    items.push(parseExpression(scanner));
    if (!scanner.takeSpaced(",")) {
      scanner.expect("]");
      break;
    }
  }
  return { kind: "list", items };
}

function object(scanner: Scanner): Expression {
  const loop = scanner.within(false, () => (startsFor(scanner) ? forExpression(scanner, "}") : undefined));
  return loop ?? scanner.within(true, () => entries(scanner));
}

function entries(scanner: Scanner): Expression {
  const found: [Expression, Expression][] = [];
  for (;;) {
    while (scanner.lineEnd());
    scanner.space();
    if (scanner.take("}")) break;
    const isInParentheses = scanner.startsWith("(");
    const key = parseExpression(scanner);
    if (!scanner.takeSpaced("=")) scanner.expect(":");
    found.push([isInParentheses ? key : keyOf(key), parseExpression(scanner)]);
    if (scanner.takeSpaced("}")) break;
    if (!scanner.takeSpaced(",") && !scanner.lineEnd()) scanner.expect("}");
  }
  return { kind: "object", entries: found };
}

/** A bare word is a key of that name, and no reference. */
function keyOf(key: Expression): Expression {
  if (key.kind === "reference" && key.steps.length === 0) return { kind: "literal", value: key.root };
  const isWord = key.kind === "literal" && (key.value === null || typeof key.value === "boolean");
  return isWord ? { kind: "literal", value: String(key.value) } : key;
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
  if (scanner.name() !== "in") throw new Unreadable('"in" is expected here');
  const of = parseExpression(scanner);
  scanner.expect(":");
  const first = parseExpression(scanner);
  const value = scanner.takeSpaced("=>") ? parseExpression(scanner) : undefined;
  const groups = value !== undefined && scanner.takeSpaced("...");
  scanner.space();
  const test = scanner.startsWith("if") && scanner.name() === "if" ? parseExpression(scanner) : undefined;
  scanner.expect(close);
  if ((close === "}") !== (value !== undefined)) throw new Unreadable("a key belongs in braces, and in them alone");
  const loop: ForExpression = { kind: "for", names, of, value: value ?? first };
  return {
    ...loop,
    ...(value === undefined ? {} : { key: first }),
    ...(test === undefined ? {} : { test }),
    ...(groups ? { groups } : {}),
  };
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
    if (scanner.startsWith("...")) {
      scanner.at = start;
      break;
    }
    if (scanner.take(".")) {
      scanner.space();
      if (scanner.take("*")) {
        steps.push("splat");
        legacySplat = true;
      } else steps.push({ index: { kind: "literal", value: scanner.identifier() ?? index(scanner) } });
    } else if (scanner.take("[")) {
      // After `.*`, an index is of the whole list; after `[*]`, of each element.
      if (legacySplat) close();
      legacySplat = false;
      steps.push(scanner.takeSpaced("*") ? splat(scanner) : scanner.within(false, () => indexed(scanner)));
    } else {
      scanner.at = start;
      break;
    }
  }
  close();
  return result;
}

const index = (scanner: Scanner): number => Number(scanner.required(DIGITS, "a name"));

function splat(scanner: Scanner): Step {
  scanner.expect("]");
  return "splat";
}

function indexed(scanner: Scanner): Step {
  const index = parseExpression(scanner);
  scanner.expect("]");
  return { index, inBrackets: true };
}

function stepped(of: Expression, steps: readonly Step[]): Expression {
  return of.kind === "reference" && of.steps.length === 0 ? { ...of, steps } : { kind: "traversal", of, steps };
}
