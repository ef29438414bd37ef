import { all, any, isKnown, type Truth } from "../text";
import { folded, type Pattern, type Step, stepsOf } from "./pattern";

/** So much work, and then the answer is unknown: patterns can be made whose comparison grows without bound. */
const MOST_STEPS = 300_000;

/** A character that stands in no pattern. */
const STRANGE = "\uE002";

/** Whether every text that one of the narrow patterns takes is taken by one of the wide ones. */
export function includes(wide: readonly Pattern[], narrow: readonly Pattern[]): Truth {
  const exact = new Set(wide.filter(({ ignoreCase }) => !ignoreCase).map(({ text }) => text));
  const rest = narrow.filter((pattern) => !isExact(pattern) || !exact.has(pattern.text));
  if (rest.length === 0) return "yes";
  // A known text is taken by no other text: of many, only the patterns and what is unknown are left to ask.
  const others = wide.filter((pattern) => !isExact(pattern) || !isKnown(pattern.text));
  const [ofAll, ofOthers] = [lazily(() => machineOf(wide, "hole")), lazily(() => machineOf(others, "hole"))];
  const answers = new Set<Truth>();
  for (const pattern of rest) {
    const isPlain = isExact(pattern) && isKnown(pattern.text);
    answers.add(isPlain ? included(others, pattern, ofOthers()) : included(wide, pattern, ofAll()));
    if (answers.has("no")) return "no";
  }
  return all([...answers]);
}

function lazily<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => (value ??= { of: compute() }).of;
}

const isExact = ({ text, wild, ignoreCase }: Pattern): boolean => !ignoreCase && !(wild && (/[*?]/.test(text) || !isKnown(text)));

function included(wide: readonly Pattern[], narrow: Pattern, machine: Machine): Truth {
  const answer = walk(machine, narrow);
  if (answer !== "no") return answer;
  if (!isKnown(narrow.text)) return any(wide.map((pattern) => (mayMeet(pattern, narrow) ? "unknown" : "no")));
  if (wide.every(({ text }) => isKnown(text))) return "no";
  return walk(machineOf(wide, "any"), narrow) === "no" ? "no" : "unknown";
}

/** All wide patterns at once: a state is a place in one of them. */
interface Machine {
  /** What stands at a state; undefined is the end of a pattern. */
  readonly at: readonly (Step | undefined)[];
  /** The pattern that a state belongs to. */
  readonly of: readonly Pattern[];
  readonly starts: readonly number[];
  readonly alphabet: readonly string[];
}

function machineOf(patterns: readonly Pattern[], holesAre: "hole" | "any"): Machine {
  const at: (Step | undefined)[] = [];
  const of: Pattern[] = [];
  const starts: number[] = [];
  const alphabet = new Set([STRANGE]);
  for (const pattern of patterns) {
    starts.push(at.length);
    for (const step of stepsOf(pattern)) {
      at.push(step.is === "hole" && holesAre === "any" ? { is: "any" } : step);
      of.push(pattern);
      if (step.is === "character") for (const text of cases(step.text, pattern.ignoreCase)) alphabet.add(text);
    }
    at.push(undefined);
    of.push(pattern);
  }
  return { at, of, starts, alphabet: [...alphabet] };
}

const cases = (character: string, ignoreCase: boolean): string[] =>
  ignoreCase ? [...new Set([character, character.toLowerCase(), character.toUpperCase()])] : [character];

/** Walks the narrow pattern in every way and the machine beside it, in all its states at once. */
function walk(machine: Machine, pattern: Pattern): Truth {
  const narrow = stepsOf(pattern);
  const seen = new Set<string>();
  const open: { readonly place: number; readonly states: readonly number[] }[] = [
    { place: 0, states: closed(machine, machine.starts) },
  ];
  let work = 0;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { place, states } = next;
    const key = `${place}:${states.join(",")}`;
    if (seen.has(key) || states.some((state) => takesAll(machine, state))) continue;
    seen.add(key);
    const step = narrow[place];
    if (step === undefined) {
      if (states.some((state) => machine.at[state] === undefined)) continue;
      return "no";
    }
    if (states.length === 0) return "no";
    if (step.is === "any") open.push({ place: place + 1, states });
    for (const input of inputsOf(step, machine.alphabet, pattern.ignoreCase)) {
      work += states.length + 1;
      open.push({
        place: step.is === "any" ? place : place + 1,
        states: closed(machine, after(machine, states, input, pattern)),
      });
    }
    if (work > MOST_STEPS) return "unknown";
  }
  return "yes";
}

const takesAll = ({ at }: Machine, state: number): boolean => at[state]?.is === "any" && at[state + 1] === undefined;

function inputsOf(step: Step, alphabet: readonly string[], ignoreCase: boolean): readonly string[] {
  if (step.is === "any" || step.is === "one") return alphabet;
  return step.is === "hole" ? [step.text] : cases(step.text, ignoreCase);
}

function after({ at, of }: Machine, states: readonly number[], input: string, narrow: Pattern): number[] {
  const isHole = input.length > 1 && input.startsWith("\uE000");
  return states.flatMap((state) => {
    const [wide, owner] = [at[state], of[state]];
    if (wide === undefined || owner === undefined) return [];
    if (wide.is === "any") return [state];
    if (wide.is === "one") return isHole ? [] : [state + 1];
    // The same unknown value, but read as a pattern, or in any case, it takes more than itself.
    if (isHole)
      return wide.text === input && !(narrow.wild && !owner.wild) && !(narrow.ignoreCase && !owner.ignoreCase) ? [state + 1] : [];
    return wide.text === (owner.ignoreCase ? folded(input) : input) ? [state + 1] : [];
  });
}

/** With the states that are reached by taking nothing. */
function closed({ at }: Machine, states: readonly number[]): number[] {
  const all = new Set(states);
  for (const state of all) if (at[state]?.is === "any") all.add(state + 1);
  return [...all].sort((a, b) => a - b);
}

/** Whether two patterns can take one text, as far as their known beginnings and ends say. */
function mayMeet(a: Pattern, b: Pattern): boolean {
  const fold = a.ignoreCase || b.ignoreCase;
  const [startA, endA] = knownEnds(a, fold);
  const [startB, endB] = knownEnds(b, fold);
  return (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA));
}

function knownEnds(pattern: Pattern, fold: boolean): [string, string] {
  const parts = stepsOf(pattern).map((step) => (step.is === "character" ? step.text : undefined));
  const first = parts.indexOf(undefined);
  const text = (known: readonly (string | undefined)[]): string => (fold ? folded(known.join("")) : known.join(""));
  if (first === -1) return [text(parts), text(parts)];
  return [text(parts.slice(0, first)), text(parts.slice(parts.lastIndexOf(undefined) + 1))];
}
