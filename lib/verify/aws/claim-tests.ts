import { passes } from "../claim-test";
import { hasWildcard, patternOf } from "../glob";
import type { ClaimTest } from "../shape";
import { any, isKnown, lower, same, type Truth } from "../text";
import { isFixed, type ConditionValue } from "./comparisons";
import { isOfRequest, keyPlace } from "./claim-keys";
import { conditionKeyOf } from "./condition-key";
import { conditionText } from "./condition-text";
import type { ConditionTest } from "./conditions";
import type { TrustedProvider } from "./trusted-provider";

/** What a condition says of a token: a test, nothing (it always holds), or that it never holds. */
export type Restriction = ClaimTest | "always" | "never";

/** What a condition says of the claims of a provider's tokens. */
export function restrictionOf(test: ConditionTest, { keys }: Pick<TrustedProvider, "keys">): Restriction {
  const { operator, key, values } = test;
  const place = keyPlace(key, keys);
  if (operator === undefined || values === undefined || place.kind === "open") {
    return { claim: place.kind === "claim" ? place.claim : key.text, test: "unknown", values: [conditionText(test)] };
  }
  const { comparison, negated, set, ifExists } = operator;
  const claim = place.kind === "claim" ? place.claim : key.text;
  const expression: ClaimTest = { claim, test: "expression", values: [conditionText(test)] };
  if (place.kind === "never") {
    const holds = ofNever(test);
    return holds === "open" ? { ...expression, test: "unknown" } : holds;
  }
  if (place.kind === "request" || !place.plain || !values.every(isFixed)) return expression;
  const texts = values.map(({ text }) => text);
  if (comparison === "null") {
    const [absent, present] = [says(values, "true"), says(values, "false")];
    if (present === "yes" && (place.always || absent === "yes")) return "always";
    if (present === "no" && absent === "yes") return place.always ? "never" : { claim, test: "absent", values: [] };
    return present === "yes" && absent === "no" ? { claim, test: "present", values: [] } : expression;
  }
  // Of one value that is always there, sets and IfExists say what the plain operator says.
  if ((set !== undefined || ifExists) && !place.always) return expression;
  if (values.some(({ template }) => template !== undefined)) return literal(expression, test, values);
  // What is unknown may hold wildcards.
  const wild = comparison === "like" && texts.some((text) => !isKnown(text) || hasWildcard(patternOf(text)));
  if (comparison === "equals" || (comparison === "like" && !wild)) return { claim, test: negated ? "not" : "is", values: texts };
  if (comparison === "like") return { claim, test: negated ? "not-like" : "like", values: texts };
  if (comparison === "equals-ignoring-case" && !negated) return { claim, test: "is-ignoring-case", values: texts };
  return expression;
}

/** Values with spelled-out special characters, `${*}`: texts, if nothing beside them is a wildcard. */
function literal(expression: ClaimTest, { operator }: ConditionTest, values: readonly ConditionValue[]): ClaimTest {
  if (operator?.comparison !== "equals" && operator?.comparison !== "like") return expression;
  const wildcards = operator.comparison === "like";
  const units = values.map(({ text, template }) => template?.flat() ?? (wildcards ? patternOf(text) : [text]));
  if (!units.every((pattern) => pattern.every((unit) => typeof unit === "string"))) return expression;
  return { claim: expression.claim, test: operator.negated ? "not" : "is", values: units.map((pattern) => pattern.join("")) };
}

/** The host whose tokens alone meet the test: of all others the key is missing. Nothing, if others may meet it. */
export function pinnedTo({ operator, key, values }: ConditionTest): string | undefined {
  if (operator === undefined || values === undefined || operator.comparison === "null") return undefined;
  if (operator.negated || operator.ifExists || operator.set === "all") return undefined;
  return key.host === "" || isOfRequest(key) ? undefined : key.host;
}

/** What a test of an Allow says: a key that is the issuer's or missing limits as if it were the issuer's. */
export function limitOf(test: ConditionTest, provider: TrustedProvider): Restriction {
  const { key } = test;
  const isOpen = keyPlace(key, provider.keys).kind === "open" && isKnown(key.claim) && pinnedTo(test) !== undefined;
  const own = isOpen ? { ...test, key: conditionKeyOf(`${provider.keys.host}:${key.claim}`) } : test;
  return restrictionOf(own, provider);
}

const OUTCOMES = { yes: "always", no: "never", unknown: "open" } as const;

/** Whether one of the values of a Null is this. */
const says = (values: readonly ConditionValue[], wanted: "true" | "false"): Truth =>
  any(values.map(({ text }) => same(lower(text), wanted)));

function ofNever({ operator, values = [] }: ConditionTest): "always" | "never" | "open" {
  if (operator?.comparison === "null") return OUTCOMES[says(values, "true")];
  if (operator?.ifExists === true && operator.set === "any") return "open";
  const holds =
    operator?.ifExists === true || operator?.set === "all" || (operator?.negated === true && operator.set === undefined);
  return holds ? "always" : "never";
}

/**
 * The tests on one claim as few as they can be: values that another test refuses are left out. Nothing, if no value is left, so that no
 * token passes.
 */
export function together(tests: readonly ClaimTest[]): readonly ClaimTest[] | undefined {
  const exact = tests.find(({ test }) => test === "is");
  if (exact === undefined) return tests;
  const others = tests.filter((test) => test !== exact);
  const values = [...new Set(exact.values)].filter((value) => others.every((test) => passesQuickly(test, value) !== "no"));
  if (values.length === 0) return undefined;
  const needed = others.filter((test) => values.some((value) => passesQuickly(test, value) !== "yes"));
  return [{ ...exact, values }, ...needed];
}

/** The values of exclusions: one of thousands of Deny statements is asked about every value that is allowed. */
const excluded = new WeakMap<ClaimTest, { readonly values: ReadonlySet<string>; readonly known: boolean }>();

function passesQuickly(test: ClaimTest, value: string): Truth {
  if (test.test !== "not") return passes(test, value);
  const found = excluded.get(test) ?? { values: new Set(test.values), known: test.values.every(isKnown) };
  excluded.set(test, found);
  if (found.values.has(value)) return "no";
  return found.known && isKnown(value) ? "yes" : passes(test, value);
}
