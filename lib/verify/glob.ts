import { isKnown, type Truth } from "./text";

/** Any characters, none too, in a pattern. */
export const ANY = Symbol("*");
/** One character, whichever. */
export const ONE = Symbol("?");

/** A text in units: each character, and each hole whole. */
export type Units = readonly string[];

/** A pattern in units, its wildcards apart from characters that only look like them. */
export type Pattern = readonly (string | typeof ANY | typeof ONE)[];

const UNIT = /\uE000[^\uE000\uE001]*\uE001|[^]/g;

/** More steps than any real pattern and text take together: hostile ones are not compared. */
const MOST_STEPS = 20_000_000;

/** The text's units. */
export function unitsOf(text: string): Units {
  return isKnown(text) ? text.split("") : (text.match(UNIT) ?? []);
}

/** The text as a pattern: `*` any characters, `?` one, everywhere; a hole is a unit of its own. */
export function patternOf(text: string): Pattern {
  return unitsOf(text).map((unit) => (unit === "*" ? ANY : unit === "?" ? ONE : unit));
}

/** Whether a unit is a hole. */
export const isHole = (unit: string | symbol): boolean => typeof unit === "string" && unit.length > 1;

/** Whether the pattern has a wildcard. */
export function hasWildcard(pattern: Pattern): boolean {
  return pattern.some((unit) => typeof unit === "symbol");
}

/**
 * Whether a text matches a pattern as a whole: `*` any characters, `?` exactly one, everything else itself. Linear in the text for each
 * `*`, so no pattern of a stranger's can hang it.
 */
export function globMatches(pattern: string, text: string): boolean {
  return walk(pattern, text, "*", "?");
}

/**
 * Whether the text matches the pattern, whole. A hole in the pattern may hold wildcards, as it stands in the pattern's text; a hole in the
 * text any characters.
 */
export function matches(pattern: Pattern, text: string): Truth {
  if (pattern.length * text.length > MOST_STEPS) return "unknown";
  const known = isKnown(text);
  if (walk(pattern, known ? text : unitsOf(text), ANY, ONE)) return "yes";
  if (known && !pattern.some(isHole)) return "no";
  return canMatch(pattern, unitsOf(text)) ? "unknown" : "no";
}

/** Anything whose places can be counted: a text, or its units. */
interface Row<T> {
  readonly length: number;
  readonly [index: number]: T;
}

/** Holes match only themselves, or a star. */
function walk<T extends string | symbol>(pattern: Row<T>, text: Row<string>, any: T, one: T): boolean {
  let [at, star, retry, index] = [0, -1, 0, 0];
  while (index < text.length) {
    const wanted = pattern[at];
    const unit = text[index] ?? "";
    if (wanted === any) {
      star = at;
      at += 1;
      retry = index;
    } else if (wanted === unit || (wanted === one && unit.length === 1)) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      index = retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === any) at += 1;
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
