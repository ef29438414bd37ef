import { globMatches, matches, patternOf } from "./glob";
import type { ClaimTest } from "./shape";
import { all, any, isKnown, lower, not, same, type Truth } from "./text";

/** Whether a claim passes a test. `undefined`: the token lacks it. Expressions of a cloud's own language are unknown. */
export function passes(test: ClaimTest, claim: string | undefined): Truth {
  const { unsettled, ...settled } = test;
  const truth = passesSettled(settled, claim);
  const isUnsettled = truth === "no" && unsettled !== undefined;
  return isUnsettled && passesSettled({ ...settled, values: unsettled }, claim) !== "no" ? "unknown" : truth;
}

function passesSettled({ test, values, starExcludes }: ClaimTest, claim: string | undefined): Truth {
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
      return claim === undefined ? "no" : any(values.map((value) => like(value, claim, starExcludes)));
    case "not":
      return claim === undefined ? "yes" : all(values.map((value) => not(same(value, claim))));
    case "not-like":
      return claim === undefined ? "yes" : all(values.map((value) => not(like(value, claim))));
    case "fits":
      return claim === undefined ? "no" : fits(values, claim);
    case "expression":
    case "unknown":
      return "unknown";
  }
}

function like(pattern: string, text: string, starExcludes?: string): Truth {
  const areKnown = isKnown(pattern) && isKnown(text);
  if (areKnown && starExcludes !== undefined) return segmentsOf(pattern, starExcludes).test(text) ? "yes" : "no";
  if (areKnown) return globMatches(pattern, text) ? "yes" : "no";
  return matches(patternOf(pattern), text);
}

function segmentsOf(pattern: string, excluded: string): RegExp {
  const literals = pattern.split("*").map((literal) => literal.replace(/[\\^$.|?+()[\]{}/-]/g, "\\$&"));
  return new RegExp(`^${literals.join(`[^${excluded.replace(/[\\\]^-]/g, "\\$&")}]+`)}$`);
}

/** Of texts with characters of several bytes, clouds say bytes in one place and characters in another. */
function fits([least = "0", most = ""]: readonly string[], text: string): Truth {
  if (!isKnown(text)) return "unknown";
  const bytes = Buffer.byteLength(text);
  if (bytes < Number(least)) return "no";
  if (bytes <= Number(most)) return "yes";
  return Array.from(text).length <= Number(most) ? "unknown" : "no";
}

/** The test for people: `sub is system:serviceaccount:shop:orders`. */
export function testText({ claim, test, values }: ClaimTest): string {
  if (test === "expression") return values.join(" and ");
  if (test === "fits") return `${claim} has ${values.join(" to ")} bytes`;
  return [claim, test.replaceAll("-", " "), values.join(" or ")].filter((part) => part !== "").join(" ");
}
