import { emptyObject, isArray, type Json } from "../json";
import { all, any, holdsEscapedMarks, hole, isKnown, not, type Truth } from "../text";
import { equal } from "./equal";
import { type Frame, type Key, withVariables } from "./frame";
import { callFunction, isImpure, isSupported } from "./functions";
import { escapedForJson } from "./escaped-for-json";
import { pairsOf } from "./pairs";
import { grouped, print, unknownCall } from "./print";
import type { Expression, ForExpression, Step } from "./syntax";
import { textIn } from "./text-value";
import { traverse } from "./traverse";
import { weightOf } from "./weight";

/** The value of an expression in its place. What is not known is a hole named by the expression, its known parts put in. */
export function evaluate(expression: Expression, frame: Frame): Json {
  const value = valueOf(expression, frame);
  frame.spend(typeof value === "string" || expression.kind === "reference" ? weightOf(value) : 1);
  return typeof value === "string" && holdsEscapedMarks(value) ? frame.fresh("a text with private characters") : value;
}

function valueOf(expression: Expression, frame: Frame): Json {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "template":
      return template(expression.parts, frame);
    case "reference":
      return frame.refer(expression.root, keysOf(expression.steps, frame));
    case "traversal":
      return traverse(evaluate(expression.of, frame), keysOf(expression.steps, frame));
    case "call":
      return call(expression, frame);
    case "list":
      return expression.items.map((item) => evaluate(item, frame));
    case "object":
      return object(expression.entries, frame);
    case "not":
      return negated(evaluate(expression.of, frame));
    case "minus": {
      const value = numberOf(evaluate(expression.of, frame));
      return typeof value === "number" ? -value : hole(`-${grouped(print(value))}`);
    }
    case "binary":
      return binary(expression.operator, evaluate(expression.left, frame), evaluate(expression.right, frame));
    case "conditional":
      return conditional(expression, frame);
    case "for":
      return forEach(expression, frame);
  }
}

const keysOf = (steps: readonly Step[], frame: Frame): Key[] =>
  steps.map((step) => {
    if (step === "splat") return step;
    const key = evaluate(step.index, frame);
    return step.inBrackets === true ? { key, inBrackets: true } : { key };
  });

function template(parts: readonly (string | Expression)[], frame: Frame): Json {
  const texts = parts.map((part) => {
    if (typeof part === "string") return part;
    const value = evaluate(part, frame);
    return textIn(value) ?? hole(`tostring(${print(value)})`);
  });
  return texts.join("");
}

function call(expression: Expression & { kind: "call" }, frame: Frame): Json {
  const { name, spread } = expression;
  const forJson = escapedForJson(expression);
  if (forJson !== undefined) {
    const text = evaluate(forJson.value, frame);
    if (typeof text === "string" && !isKnown(text)) return forJson.escape(text);
  }
  const args = expression.args.map((arg) => evaluate(arg, frame));
  const last = args.at(-1);
  if (spread && last !== undefined) {
    if (!isArray(last)) return hole(`${frame.prefix}${name}(${args.map(print).join(", ")}...)`);
    args.splice(-1, 1, ...last);
  }
  if (isImpure(name)) return frame.fresh(`${name}()`);
  if (!isSupported(name)) return unknownCall(`${frame.prefix}${name}`, args);
  const result = callFunction(name, args, (work) => {
    frame.spend(work);
  });
  return result === undefined ? unknownCall(name, args) : result;
}

function object(entries: readonly (readonly [Expression, Expression])[], frame: Frame): Json {
  const result = emptyObject();
  for (const [key, value] of entries) {
    const name = textIn(evaluate(key, frame));
    if (name === undefined) return frame.fresh("an object");
    result[name] = evaluate(value, frame);
  }
  return result;
}

function negated(value: Json): Json {
  const truth = truthOf(value);
  return truth === undefined || truth === "unknown" ? hole(`!${grouped(print(value))}`) : truth === "no";
}

/** A condition's truth; undefined if it is no condition. */
function truthOf(value: Json): Truth | undefined {
  if (value === true || value === "true") return "yes";
  if (value === false || value === "false") return "no";
  return typeof value === "string" && !isKnown(value) ? "unknown" : undefined;
}

function binary(operator: string, left: Json, right: Json): Json {
  const open = (): string => hole(`${grouped(print(left))} ${operator} ${grouped(print(right))}`);
  const decided = (truth: Truth): Json => (truth === "unknown" ? open() : truth === "yes");
  if (operator === "==") return decided(equal(left, right));
  if (operator === "!=") return decided(not(equal(left, right)));
  if (operator === "&&" || operator === "||") {
    const truths = [truthOf(left), truthOf(right)].map((truth) => truth ?? "unknown");
    return decided(operator === "&&" ? all(truths) : any(truths));
  }
  const a = numberOf(left);
  const b = numberOf(right);
  if (typeof a !== "number" || typeof b !== "number") return open();
  const result = arithmetic(operator, a, b);
  return result === undefined || (typeof result === "number" && !Number.isFinite(result)) ? open() : result;
}

function arithmetic(operator: string, a: number, b: number): number | boolean | undefined {
  switch (operator) {
    case "<":
      return a < b;
    case ">":
      return a > b;
    case "<=":
      return a <= b;
    case ">=":
      return a >= b;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "%":
      return a % b;
    default:
      return undefined;
  }
}

const numberOf = (value: Json): Json =>
  typeof value === "string" && /^-?\d{1,15}(\.\d{1,9})?$/.test(value) ? Number(value) : value;

function conditional({ test, yes, no }: Expression & { kind: "conditional" }, frame: Frame): Json {
  const condition = evaluate(test, frame);
  const truth = truthOf(condition);
  if (truth === "yes") return evaluate(yes, frame);
  if (truth === "no") return evaluate(no, frame);
  const [a, b] = [evaluate(yes, frame), evaluate(no, frame)];
  if (equal(a, b) === "yes") return a;
  return hole(`${grouped(print(condition))} ? ${grouped(print(a))} : ${grouped(print(b))}`);
}

function forEach({ names, of, key, value, test }: ForExpression, frame: Frame): Json {
  const collection = evaluate(of, frame);
  const open = (): string => frame.fresh("a for expression");
  const pairs = pairsOf(collection);
  if (pairs === undefined) return open();
  const list: Json[] = [];
  const result = emptyObject();
  for (const [position, item] of pairs) {
    const variables = names.length === 1 ? [item] : [position, item];
    const inner = withVariables(frame, new Map(names.map((name, index) => [name, variables[index] ?? null])), traverse);
    if (test !== undefined) {
      const truth = truthOf(evaluate(test, inner));
      if (truth === "no") continue;
      if (truth !== "yes") return open();
    }
    const made = evaluate(value, inner);
    if (key === undefined) list.push(made);
    else {
      const name = textIn(evaluate(key, inner));
      if (name === undefined || !isKnown(name) || name in result) return open();
      result[name] = made;
    }
  }
  return key === undefined ? list : result;
}
