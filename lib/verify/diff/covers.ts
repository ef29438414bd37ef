import type { ClaimTest, TokenShape } from "../shape";
import { passes } from "../claim-test";
import { all, any, isKnown, type Truth } from "../text";
import { disjoint } from "./disjoint";
import { includes } from "./inclusion";
import type { Pattern } from "./pattern";

/**
 * Whether the wide shape takes every token that the narrow one takes. `unknown` where that hangs on an expression, a value that is not
 * known, or more work than it is worth.
 */
export function covers(wide: TokenShape, narrow: TokenShape): Truth {
  if (narrow.tests.some(neverHolds)) return "yes";
  const answer = all(wide.tests.map((test) => implied(test, narrow)));
  if (answer === "yes") return wide.unknown.every((reason) => narrow.unknown.includes(reason)) ? "yes" : "unknown";
  return answer === "no" && narrow.unknown.length === 0 ? "no" : "unknown";
}

const POSITIVE = ["is", "is-ignoring-case", "like"];
const NEGATIVE = ["not", "not-like"];

const isPositive = ({ test }: ClaimTest): boolean => POSITIVE.includes(test);
const isNegative = ({ test }: ClaimTest): boolean => NEGATIVE.includes(test);
const isOpaque = ({ test }: ClaimTest): boolean => test === "expression" || test === "unknown";
const neverHolds = (test: ClaimTest): boolean => isPositive(test) && test.values.length === 0;

/** Every token has these, and one of each. `aud` is always there too, but can be a list. */
const SINGLE = ["iss", "sub"];
const ALWAYS = [...SINGLE, "aud"];

/** Whether the tests of the shape make this one hold. */
function implied(test: ClaimTest, by: TokenShape): Truth {
  if (holdsAlways(test)) return "yes";
  const related = by.tests.filter(({ claim }) => claim === test.claim);
  const answer = any(related.map((other) => implies(other, test)));
  if (answer !== "no") return answer;
  // What one test alone does not say, several together, or an expression, may.
  return isOpaque(test) || related.length > 1 || by.tests.some(isOpaque) ? "unknown" : "no";
}

const ANYTHING: readonly Pattern[] = [{ text: "*", wild: true, ignoreCase: false }];

function holdsAlways({ claim, test, values }: ClaimTest): boolean {
  if (isNegative({ claim, test, values }) && values.length === 0) return true;
  if (!ALWAYS.includes(claim)) return false;
  if (test !== "like") return test === "present";
  return values.some((value) => value.includes("*")) && includes(patterns({ claim, test, values }), ANYTHING) === "yes";
}

/** Whether the first makes the second hold, of one claim. */
function implies(given: ClaimTest, wanted: ClaimTest): Truth {
  if (isOpaque(given) || isOpaque(wanted)) return sameTest(given, wanted) && wanted.test === "expression" ? "yes" : "unknown";
  if (wanted.test === "present") return given.test === "present" || given.test === "fits" || isPositive(given) ? "yes" : "no";
  if (wanted.test === "absent") return given.test === "absent" ? "yes" : "no";
  if (wanted.test === "fits") return impliesFits(given, wanted);
  if (isPositive(wanted)) return isPositive(given) ? impliesPositive(given, wanted) : "no";
  return given.test === "fits" ? "no" : impliesNot(given, wanted);
}

function impliesPositive(given: ClaimTest, wanted: ClaimTest): Truth {
  const { starExcludes } = wanted;
  const isSegmented = starExcludes !== undefined && starExcludes !== given.starExcludes;
  const isPlain = given.test === "is" && given.values.every(isKnown);
  if (isSegmented && isPlain) return all(given.values.map((value) => passes(wanted, value)));
  const answer = includes(patterns(wanted), patterns(given));
  const allowed = [...wanted.values, ...(wanted.unsettled ?? [])];
  const isSettled = (given.unsettled ?? []).every((value) => allowed.includes(value));
  return answer === "yes" && (isSegmented || !isSettled) ? "unknown" : answer;
}

function impliesFits(given: ClaimTest, wanted: ClaimTest): Truth {
  if (given.test === "is") return all([...given.values, ...(given.unsettled ?? [])].map((value) => passes(wanted, value)));
  if (given.test !== "fits") return isPositive(given) ? "unknown" : "no";
  const [least = 0, most = 0] = wanted.values.map(Number);
  const [from = 0, to = 0] = given.values.map(Number);
  return least <= from && to <= most ? "yes" : "no";
}

/** A negated test holds where the claim is missing, too. */
function impliesNot(given: ClaimTest, wanted: ClaimTest): Truth {
  if (given.test === "absent") return "yes";
  if (isNegative(given)) return includes(patterns(given), patterns(wanted));
  if (!isPositive(given)) return "no";
  const answer = disjoint(patterns(given), patterns(wanted));
  // One member of a list can be what the first test wants, and another what the second refuses.
  return answer === "yes" && !SINGLE.includes(given.claim) ? "unknown" : answer;
}

function patterns({ test, values }: ClaimTest): Pattern[] {
  const wild = test === "like" || test === "not-like";
  return values.map((text) => ({ text, wild, ignoreCase: test === "is-ignoring-case" }));
}

const sameTest = (a: ClaimTest, b: ClaimTest): boolean =>
  a.test === b.test && JSON.stringify([...a.values].sort()) === JSON.stringify([...b.values].sort());
