import { globMatches, matches, patternOf } from "./glob";
import type { ClaimTest } from "./shape";
import { all, any, isKnown, lower, not, same, type Truth } from "./text";

/** Whether a claim passes a test. `undefined`: the token lacks it. Expressions of a cloud's own language stay open. */
export function passes({ test, values }: ClaimTest, claim: string | undefined): Truth {
  switch (test) {
    case "present":
      return claim === undefined ? "no" : "yes";
    case "absent":
      return claim === undefined ? "yes" : "no";
    case "is":
      return claim === undefined ? "no" : any(values.map((value) => same(value, claim)));
    case "is-ignoring-case":
      return claim === undefined ? "no" : any(values.map((value) => same(lower(value), lower(claim))));
    case "like":
      return claim === undefined ? "no" : any(values.map((value) => like(value, claim)));
    case "not":
      return claim === undefined ? "yes" : all(values.map((value) => not(same(value, claim))));
    case "not-like":
      return claim === undefined ? "yes" : all(values.map((value) => not(like(value, claim))));
    case "expression":
    case "unknown":
      return "unknown";
  }
}

function like(pattern: string, text: string): Truth {
  if (isKnown(pattern) && isKnown(text)) return globMatches(pattern, text) ? "yes" : "no";
  return matches(patternOf(pattern), text);
}

/** The test for people: `sub is system:serviceaccount:shop:orders`. */
export function testText({ claim, test, values }: ClaimTest): string {
  if (test === "expression") return values.join(" and ");
  return [claim, test.replaceAll("-", " "), values.join(" or ")].filter((part) => part !== "").join(" ");
}
