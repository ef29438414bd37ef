import { all, any, not, same, show, type Truth } from "../text";
import { compare, type ConditionValue } from "./comparisons";
import type { ConditionKey } from "./condition-key";
import type { Operator } from "./operators";
import type { ContextValue, RequestContext } from "./request-context";

/** One line of a statement's Condition: an operator, a key, and the values of which one must match. */
export interface ConditionTest {
  /** As the policy spells it. */
  readonly operatorName: string;
  /** Nothing, if IAM has no such operator or it is unknown. */
  readonly operator?: Operator;
  readonly key: ConditionKey;
  /** Nothing, if they are unknown or not texts. */
  readonly values?: readonly ConditionValue[];
}

/**
 * Whether the test holds. Missing keys: false; true of negated operators, `…IfExists` and `ForAllValues:`; false of `ForAnyValue:`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function holds({ operator, key, values }: ConditionTest, context: RequestContext): Truth {
  if (operator === undefined || values === undefined || values.length === 0) return "unknown";
  const found = context.valueOf(key);
  if (operator.comparison === "null") return isMissing(values, found);
  if (found.state === "unknown") return "unknown";
  if (found.state === "missing") return ofMissing(operator);
  const there = ofPresent(operator, values, found, context);
  return found.state === "present" || there === ofMissing(operator) ? there : "unknown";
}

function ofPresent(
  operator: Operator,
  values: readonly ConditionValue[],
  { values: actuals, multivalued }: { readonly values: readonly string[]; readonly multivalued: boolean },
  context: RequestContext,
): Truth {
  const { set } = operator;
  if (set === "all") return all(actuals.map((actual) => holdsOf(operator, values, actual, context)));
  if (set === "any") return any(actuals.map((actual) => holdsOf(operator, values, actual, context)));
  const [only] = actuals;
  return multivalued || only === undefined ? "unknown" : holdsOf(operator, values, only, context);
}

function holdsOf(operator: Operator, values: readonly ConditionValue[], actual: string, context: RequestContext): Truth {
  let matched: Truth = "no";
  let settled = true;
  for (const value of values) {
    const truth = compare(operator, actual, value, context);
    if (truth === "yes" || matched === "no") matched = truth;
    if (value.template !== undefined && !isResolved(value, context)) settled = false;
  }
  if (!settled) return matched === "no" && !operator.negated ? "no" : "unknown";
  return operator.negated ? not(matched) : matched;
}

function ofMissing({ set, negated, ifExists }: Operator): Truth {
  // IfExists says true, ForAnyValue says false; which of them wins is not documented.
  if (ifExists && set === "any") return "unknown";
  if (ifExists || set === "all") return "yes";
  return negated && set === undefined ? "yes" : "no";
}

function isMissing(values: readonly ConditionValue[], found: ContextValue): Truth {
  if (found.state === "unknown" || found.state === "perhaps") return "unknown";
  if (found.state === "present" && found.values.length === 0) return "unknown";
  const wanted = found.state === "missing" ? "true" : "false";
  return any(values.map(({ text }) => same(text.toLowerCase(), wanted)));
}

/** Whether all variables of a value are there: what happens to the whole statement if one is not is not documented. */
function isResolved({ template = [] }: ConditionValue, context: RequestContext): boolean {
  return template.every(
    (part) => !("key" in part) || part.otherwise !== undefined || context.valueOf(part.key).state !== "missing",
  );
}

/** The test and what the request holds, for people. */
export function explain({ operatorName, key, values = [] }: ConditionTest, context: RequestContext): string {
  const found = context.valueOf(key);
  const actual =
    found.state === "present"
      ? `is ${list(found.values)}`
      : found.state === "missing"
        ? "is not in the request"
        : `is unknown: ${found.why}`;
  return `${operatorName} ${show(key.text)} ${list(values.map(({ text }) => text))}: the key ${actual}`;
}

const list = (texts: readonly string[]): string => texts.map((text) => JSON.stringify(show(text))).join(" or ");
