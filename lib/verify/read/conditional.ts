import { isArray, isObject, type Json } from "../json";
import { hole, isKnown, type Truth } from "../text";
import { ofUnknownKind } from "./collections";
import { convert } from "./convert";
import { equal } from "./equal";
import type { Frame } from "./frame";
import { grouped, print } from "./print";
import type { Expression } from "./syntax";
import { type Type, typeOf, unify } from "./types";

/** A condition's truth; undefined if it is not a condition. */
export function truthOf(value: Json): Truth | undefined {
  if (value === true || value === "true") return "yes";
  if (value === false || value === "false") return "no";
  return typeof value === "string" && !isKnown(value) ? "unknown" : undefined;
}

/**
 * `test ? yes : no`. Terraform converts the value to a type that both have, so the other one counts too
 * (https://developer.hashicorp.com/terraform/language/expressions/conditionals#result-types).
 */
export function conditional(
  { test, yes, no }: Expression & { kind: "conditional" },
  frame: Frame,
  evaluate: (expression: Expression, frame: Frame) => Json,
): Json {
  const condition = evaluate(test, frame);
  const truth = truthOf(condition);
  if (truth === "yes" || truth === "no") {
    const [taken, left] = truth === "yes" ? [yes, no] : [no, yes];
    const value = evaluate(taken, frame);
    const before = frame.work.doubts;
    const other = evaluate(left, frame);
    const isSure = frame.work.doubts === before;
    // Of what is left out, only its type counts.
    frame.work.doubts = isSure ? before : before + 1;
    if ([taken, left].some((one) => one.kind === "literal" && one.value === null)) return value;
    const common = inCommon(value, isSure ? typeOf(other) : typeOfResult(left), isSure);
    return common ?? hole(`${print(condition)} ? ${grouped(print(value))} : ${grouped(print(other))}`);
  }
  const [a, b] = [evaluate(yes, frame), evaluate(no, frame)];
  if (equal(a, b) === "yes") return a;
  const name = `${grouped(print(condition))} ? ${grouped(print(a))} : ${grouped(print(b))}`;
  // Of a value that is converted, it is unknown to what.
  const isOfOneType = a === null || b === null || (isStableBeside(a, b) && isStableBeside(b, a));
  return isOfOneType && truth === "unknown" ? frame.either.oneOf(name, [a, b]) : hole(name);
}

/**
 * The value, of the type that both have. Undefined: it is unknown what becomes of it. Where the other one is not sure, Terraform may meet an
 * error there, and then leaves the value as it is.
 */
function inCommon(value: Json, other: Type, isSure: boolean): Json | undefined {
  const type = unify([typeOf(value), other]);
  const converted = type === undefined ? undefined : convert(value, type);
  if (typeof value !== "object" || value === null) return isSure || converted === value ? converted : undefined;
  if (isSure && converted !== undefined) return converted;
  const isOpen =
    !isSure || other === "unknown" || [typeOf(value), other].some((one) => typeof one === "object" && one.kind === "unknown");
  return isOpen && isStable(value) ? ofUnknownKind(value) : undefined;
}

/** Whether the value is not changed by being converted to a type that the other one has too. */
function isStableBeside(value: Json, other: Json): boolean {
  const type = unify([typeOf(value), typeOf(other)]);
  if (type === undefined) return false;
  const converted = convert(value, type);
  return converted !== undefined && JSON.stringify(converted) === JSON.stringify(value);
}

/** Whether the value is the same in any type that it can be converted to: texts alone, no list out of the order of a set. */
function isStable(value: Json): boolean {
  if (isArray(value)) return value.length < 2 && value.every(isStable);
  return isObject(value) ? Object.values(value).every((item) => item !== undefined && isStable(item)) : typeof value === "string";
}

const NUMBERS = new Set(["length", "tonumber", "max", "min", "sum", "index", "ceil", "floor", "abs"]);
const BOOLS = new Set(["contains", "startswith", "endswith", "strcontains", "can", "tobool", "alltrue", "anytrue"]);

/** The type of what an expression makes, whatever is in it. */
function typeOfResult(expression: Expression): Type {
  if (expression.kind === "literal") return typeOf(expression.value);
  if (expression.kind === "call")
    return NUMBERS.has(expression.name) ? "number" : BOOLS.has(expression.name) ? "bool" : "unknown";
  if (expression.kind === "binary") return ["+", "-", "*", "/", "%"].includes(expression.operator) ? "number" : "bool";
  return expression.kind === "not" ? "bool" : expression.kind === "minus" ? "number" : "unknown";
}
