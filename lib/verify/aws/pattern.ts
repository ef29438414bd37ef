import { all, isKnown, type Truth } from "../text";

/** Any characters, none too, in a pattern. */
export const ANY = Symbol("*");
/** One character, whichever. */
export const ONE = Symbol("?");

/** A text in units: each character, and each hole whole. */
export type Units = readonly string[];

/** A pattern in units, its wildcards apart from characters that only look like them. */
export type Pattern = readonly (string | typeof ANY | typeof ONE)[];

const UNIT = /\uE000[^\uE000\uE001]*\uE001|[^]/g;

/** More steps than any real policy and token take together: hostile texts are not compared. */
const MOST_STEPS = 20_000_000;

/** The text's units. */
export function unitsOf(text: string): Units {
  return text.match(UNIT) ?? [];
}

/** The text as a pattern of IAM: `*` any characters, `?` one, everywhere; a hole is a unit of its own. */
export function patternOf(text: string): Pattern {
  return unitsOf(text).map((unit) => (unit === "*" ? ANY : unit === "?" ? ONE : unit));
}

/** Whether a unit is a hole. */
const isHole = (unit: string | symbol): boolean => typeof unit === "string" && unit.length > 1;

/** Whether the pattern has a wildcard. */
export function hasWildcard(pattern: Pattern): boolean {
  return pattern.some((unit) => typeof unit === "symbol");
}

/**
 * Whether the text matches the pattern, whole. A hole in the pattern may hold wildcards, as it stands in the policy's text; a hole in the
 * text any characters. In linear time where all is known, but for a factor of the longest part between two stars.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function matches(pattern: Pattern, text: string): Truth {
  if (pattern.length * text.length > MOST_STEPS) return "unknown";
  const known = isKnown(text);
  const units = known ? text : unitsOf(text);
  if (matchesExactly(pattern, units)) return "yes";
  if (known && !pattern.some(isHole)) return "no";
  return canMatch(pattern, known ? unitsOf(text) : (units as Units)) ? "unknown" : "no";
}

/** Holes match only themselves, or a star. */
function matchesExactly(pattern: Pattern, units: Units | string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < units.length) {
    const wanted = pattern[at];
    const unit = units[index] ?? "";
    if (wanted === ANY) {
      star = at++;
      resume = index;
    } else if (wanted === unit || (wanted === ONE && !isHole(unit))) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === ANY) at++;
  return at === pattern.length;
}

/** Whether the holes can be filled so that the text matches: the states that the pattern can be in after each unit. */
function canMatch(pattern: Pattern, units: Units): boolean {
  const skips = pattern.map((unit) => unit === ANY || isHole(unit));
  const spread = (states: Uint8Array): Uint8Array => {
    for (let at = 0; at < pattern.length; at++) if (states[at] === 1 && skips[at] === true) states[at + 1] = 1;
    return states;
  };
  let states: Uint8Array = new Uint8Array(pattern.length + 1);
  states[0] = 1;
  spread(states);
  for (const unit of units) {
    const next = new Uint8Array(pattern.length + 1);
    if (isHole(unit)) {
      const first = states.indexOf(1);
      if (first >= 0) next.fill(1, first);
    } else {
      for (let at = 0; at < pattern.length; at++) {
        if (states[at] !== 1) continue;
        if (skips[at] === true) next[at] = 1;
        else if (pattern[at] === ONE || pattern[at] === unit) next[at + 1] = 1;
      }
    }
    states = spread(next);
  }
  return states[pattern.length] === 1;
}

/** The text in parts between its colons; a colon inside a hole's expression is none. At most so many: the last keeps the rest. */
export function splitAtColons(text: string, most = Infinity): string[] {
  if (isKnown(text) && most === Infinity) return text.split(":");
  const parts = [""];
  for (const unit of isKnown(text) ? text : unitsOf(text)) {
    if (unit === ":" && parts.length < most) parts.push("");
    else parts[parts.length - 1] = `${parts.at(-1) ?? ""}${unit}`;
  }
  return parts;
}

/**
 * Whether an ARN matches a pattern of ARNs: each of the six parts by itself, so that a star does not reach over a colon, but in the last.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: Pattern, arn: string): Truth {
  const parts: (string | symbol)[][] = [[]];
  for (const unit of pattern) {
    if (unit === ":" && parts.length < 6) parts.push([]);
    else parts[parts.length - 1]?.push(unit);
  }
  const components = splitAtColons(arn, 6);
  const open = pattern.some(isHole) || !isKnown(arn);
  if (parts.length < 6 || components.length < 6) {
    // What is no whole ARN is compared in ways that AWS does not document.
    return open || parts.length === components.length || pattern.includes(ANY) ? "unknown" : "no";
  }
  const exactly = all(components.map((component, index) => matches((parts[index] ?? []) as Pattern, component)));
  if (exactly === "yes") return "yes";
  return open && matches(pattern, arn) !== "no" ? "unknown" : open ? "no" : exactly;
}
