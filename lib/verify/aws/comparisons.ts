import { lower, same, type Truth } from "../text";
import { conditionKeyOf, type ConditionKey } from "./condition-key";
import { instantOf, numberOf } from "./instants";
import type { Operator } from "./operators";
import { matches, patternOf, unitsOf, type Pattern } from "../glob";
import { matchesArn, splitAtColons } from "./arn-pattern";
import type { RequestContext } from "./request-context";
import { hasVariables, templateOf, type Variable } from "./variables";

/** A value of a condition. */
export interface ConditionValue {
  readonly text: string;
  /** Of operators with wildcards, without variables. */
  readonly pattern?: Pattern;
  /** If there are variables or spelled-out special characters. */
  readonly template?: readonly (Pattern | KeyedVariable)[];
}

/** A variable of a value, with its key. */
export interface KeyedVariable extends Omit<Variable, "key"> {
  readonly key: ConditionKey;
}

const TEXTUAL: ReadonlySet<string> = new Set(["equals", "equals-ignoring-case", "like", "arn"]);

/** @param variables whether the policy's version has them: 2012-10-17 */
export function conditionValueOf(text: string, operator: Operator | undefined, variables: boolean): ConditionValue {
  if (operator === undefined || !TEXTUAL.has(operator.comparison)) return { text };
  const wildcards = operator.comparison === "like" || operator.comparison === "arn";
  if (variables && hasVariables(text)) {
    const parts = templateOf(text, wildcards);
    return { text, template: parts.map((part) => ("key" in part ? { ...part, key: conditionKeyOf(part.key) } : part)) };
  }
  return wildcards ? { text, pattern: patternOf(text) } : { text };
}

/** Whether the key's value matches the condition's, negation left aside. */
export function compare(operator: Operator, actual: string, expected: ConditionValue, context: RequestContext): Truth {
  const filled = expected.template === undefined ? expected : fill(expected.template, context);
  if (filled === undefined) return "unknown";
  if (filled === "unresolved") return "no";
  const { text, pattern = [] } = filled;
  switch (operator.comparison) {
    case "equals":
    case "binary":
      return same(actual, text);
    case "equals-ignoring-case":
      return same(lower(actual), lower(text));
    case "like":
      return matches(pattern, actual);
    case "arn":
      // Whether what is no ARN is unlike one is not documented.
      return operator.negated && !(isArn(text) && isArn(actual)) ? "unknown" : matchesArn(pattern, actual);
    case "bool":
      return booleans(actual, text);
    case "number":
      return inOrder(operator, numberOf(actual), numberOf(text));
    case "date":
      return inOrder(operator, instantOf(actual), instantOf(text));
    default:
      // Of addresses: no key that a request here is known to hold is one.
      return "unknown";
  }
}

const isArn = (text: string): boolean => splitAtColons(text, 6).length === 6;

function booleans(actual: string, text: string): Truth {
  const isBoolean = (value: string): boolean => /^(true|false)$/i.test(value);
  return isBoolean(actual) && isBoolean(text) ? same(actual.toLowerCase(), text.toLowerCase()) : "unknown";
}

function inOrder({ order = [] }: Operator, actual: number | undefined, expected: number | undefined): Truth {
  if (actual === undefined || expected === undefined) return "unknown";
  const found = actual < expected ? "less" : actual > expected ? "greater" : "equal";
  return order.includes(found) ? "yes" : "no";
}

function fill(
  template: readonly (Pattern | KeyedVariable)[],
  context: RequestContext,
): { readonly text: string; readonly pattern: Pattern } | "unresolved" | undefined {
  const pattern: (string | symbol)[] = [];
  for (const part of template) {
    if (!("key" in part)) {
      for (const unit of part) pattern.push(unit);
      continue;
    }
    const found = context.valueOf(part.key);
    const value = found.state === "missing" ? part.otherwise : found.state === "present" ? found.values[0] : undefined;
    if (value === undefined && found.state === "missing") return "unresolved";
    // Whether wildcards that come in by a variable are wildcards is not documented.
    if (value === undefined || (found.state === "present" && found.multivalued) || /[*?]/.test(value)) return undefined;
    for (const unit of unitsOf(value)) pattern.push(unit);
  }
  const text = pattern.map((unit) => (typeof unit === "symbol" ? (unit.description ?? "") : unit)).join("");
  return { text, pattern: pattern as Pattern };
}

/** Whether the value is the same in every request. */
export function isFixed({ template }: ConditionValue): boolean {
  return template?.every((part) => !("key" in part)) ?? true;
}
