import { emptyObject, isArray, type Json, listOf } from "../json";
import { all, any, expressionOf, holdsEscapedMarks, hole, isKnown, not, type Truth } from "../text";
import { equal } from "./equal";
import { fileFunction, readsFiles } from "./file-functions";
import { type Frame, type Key, withVariables } from "./frame";
import { callFunction, isImpure, isSupported } from "./functions";
import { escapedForJson } from "./escaped-for-json";
import { conditional, truthOf } from "./conditional";
import { normalText } from "./normal-text";
import { as, collectionKind } from "./collections";
import { perhaps } from "./many";
import { isExact, numberIn } from "./number-value";
import { pairsOf } from "./pairs";
import { grouped, print, unknownCall } from "./print";
import type { Expression, ForExpression, Step } from "./syntax";
import { holesAreWords } from "./text-functions";
import { isWhollyKnown, textIn } from "./text-value";
import { traverse } from "./traverse";
import { weightOf } from "./weight";

/** The value of an expression in its place. What is unknown is a hole named by the expression, its known parts put in. */
export function evaluate(expression: Expression, frame: Frame): Json {
  const made = valueOf(expression, frame);
  const value = typeof made === "string" ? normalText(made) : made;
  if (isHole(value) || (isSplat(expression) && holdsHole(value))) frame.work.doubts++;
  frame.spend(typeof value === "string" || expression.kind === "reference" ? weightOf(value) : 1);
  return typeof value === "string" && holdsEscapedMarks(value) ? frame.fresh("a text with private characters") : value;
}

const isHole = (value: Json): boolean => expressionOf(value) !== undefined;

const holdsHole = (value: Json): boolean => (isArray(value) ? value.some(holdsHole) : isHole(value));

const isSplat = (expression: Expression): boolean => "steps" in expression && expression.steps.includes("splat");

function valueOf(expression: Expression, frame: Frame): Json {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "template":
      return template(expression.parts, frame);
    case "reference":
      return frame.refer(expression.root, keysOf(expression.steps, frame));
    case "traversal":
      return traverse(evaluate(expression.of, frame), keysOf(expression.steps, frame), 0, undefined, frame.either);
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
      return typeof value === "number" && value !== 0 ? -value : hole(`-${grouped(print(value))}`);
    }
    case "binary":
      return binary(expression.operator, evaluate(expression.left, frame), evaluate(expression.right, frame));
    case "conditional":
      return conditional(expression, frame, evaluate);
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
    const text = textIn(value);
    if (text === undefined) frame.work.doubts++;
    return text ?? hole(`tostring(${print(value)})`);
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
  if (name === "try" || name === "can") return attempted(expression, frame);
  const args = expression.args.map((arg) => evaluate(arg, frame));
  const last = args.at(-1);
  if (spread && last !== undefined) {
    if (!isArray(last)) return hole(`${frame.prefix}${name}(${args.map(print).join(", ")}...)`);
    args.splice(-1, 1, ...last);
  }
  if (isImpure(name)) return frame.fresh(`${name}()`);
  if (readsFiles(name)) return fileFunction(name, args, frame, evaluate) ?? unknownCall(`${frame.prefix}${name}`, args);
  if (!isSupported(name)) return unknownCall(`${frame.prefix}${name}`, args);
  const run = (some: readonly Json[]): Json => {
    const result = callFunction(name, some, (work) => {
      frame.spend(work);
    });
    return result === undefined ? unknownCall(name, some) : result;
  };
  const open = args.flatMap((arg, index) => (frame.either.alternativesOf(arg) === undefined ? [] : [index]));
  const [place] = open;
  if (place === undefined || open.length > 1) return run(args);
  const made = (frame.either.alternativesOf(args[place] ?? null) ?? []).map((one) =>
    run(args.map((arg, index) => (index === place ? one : arg))),
  );
  return frame.either.oneOf(`${name}(${args.map(print).join(", ")})`, made);
}

/**
 * `try` and `can`: the first value, or that there is one, if nothing in it is unknown. Of what is, it is unknown whether Terraform meets an
 * error there.
 */
function attempted({ name, args: [first, ...others] }: Expression & { kind: "call" }, frame: Frame): Json {
  const before = frame.work.doubts;
  const [next] = others;
  if (first !== undefined && isSurelyMissing(first, frame)) {
    if (name === "can") return false;
    if (next !== undefined) return attempted({ kind: "call", name, args: others, spread: false }, frame);
  }
  const value = first === undefined ? hole("nothing") : evaluate(first, frame);
  const isSure = frame.work.doubts === before && (isWhollyKnown(value) || (typeof value === "string" && holesAreWords(value)));
  if (isSure) return name === "can" ? true : value;
  return unknownCall(name, [value, ...others.map((other) => evaluate(other, frame))]);
}

/** Whether a reference leads into what is known, and lacks it: Terraform meets an error there. */
function isSurelyMissing(expression: Expression, frame: Frame): boolean {
  if (expression.kind !== "reference" || expression.steps.includes("splat")) return false;
  const keys = keysOf(expression.steps, frame);
  return keys.some((step, index) => {
    const key = step === "splat" ? null : step.key;
    const value = index === 0 ? null : frame.refer(expression.root, keys.slice(0, index));
    if (typeof value !== "object" || value === null || (typeof key === "string" && !isKnown(key))) return false;
    if (!["object", "map", "tuple", "list"].includes(collectionKind(value))) return false;
    if (isArray(value)) return typeof key === "number" && Number.isInteger(key) && key >= value.length;
    return typeof key === "string" && Object.keys(value).every(isKnown) && !Object.hasOwn(value, key);
  });
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

function binary(operator: string, left: Json, right: Json): Json {
  const open = (): string => hole(`${grouped(print(left))} ${operator} ${grouped(print(right))}`);
  const decided = (truth: Truth): Json => (truth === "unknown" ? open() : truth === "yes");
  if (operator === "==") return decided(equal(left, right));
  if (operator === "!=") return decided(not(equal(left, right)));
  if (operator === "&&" || operator === "||") {
    const truths = [truthOf(left), truthOf(right)].filter((truth) => truth !== undefined);
    return truths.length < 2 ? open() : decided(operator === "&&" ? all(truths) : any(truths));
  }
  const a = numberOf(left);
  const b = numberOf(right);
  if (typeof a !== "number" || typeof b !== "number") return open();
  const result = arithmetic(operator, a, b);
  // Of fractions, Terraform keeps more digits than can be held here.
  const isSure = typeof result === "boolean" || [a, b, result].every((one) => Number.isInteger(one) && isExact(one ?? NaN));
  return result === undefined || !isSure ? open() : result;
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

const numberOf = (value: Json): Json => (typeof value === "string" ? (numberIn(value) ?? value) : value);

function forEach(expression: ForExpression, frame: Frame): Json {
  const collection = evaluate(expression.of, frame);
  const alternatives = frame.either.alternativesOf(collection);
  if (alternatives === undefined) return forEachOf(collection, expression, frame);
  const made = alternatives.map((one) => forEachOf(one, expression, frame));
  return frame.either.oneOf(expressionOf(frame.fresh("a for expression")) ?? "", made);
}

function forEachOf(collection: Json, { names, key, value, test, groups }: ForExpression, frame: Frame): Json {
  const open = (): string => frame.fresh("a for expression");
  const pairs = pairsOf(collection, names, () => frame.fresh("a key"));
  if (pairs === undefined) return open();
  const list: Json[] = [];
  const result = emptyObject();
  let isOpen = false;
  for (const { position, item, isSure } of pairs) {
    const variables = names.length === 1 ? [item] : [position, item];
    const inner = withVariables(frame, new Map(names.map((name, index) => [name, variables[index] ?? null])), traverse);
    const truth = test === undefined ? "yes" : truthOf(evaluate(test, inner));
    if (truth === "no") continue;
    if (truth === undefined) return open();
    const isThere = isSure && truth === "yes";
    const whole = evaluate(value, inner);
    const made = isThere ? whole : perhaps(whole, `whether there is one of ${print(collection)}`);
    if (made === undefined) return open();
    isOpen ||= !isThere;
    if (key === undefined) list.push(made);
    else {
      const name = textIn(evaluate(key, inner));
      if (name === undefined || isKnown(name) !== isThere || (name in result && groups !== true)) return open();
      result[name] = groups === true ? as("tuple", [...listOf(result[name]), made]) : made;
    }
  }
  const all = key === undefined ? list : result;
  return isOpen ? as("many", all) : all;
}
