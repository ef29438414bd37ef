import { all, isKnown, type Truth } from "../text";
import { folded, type Pattern, type Step, stepsOf } from "./pattern";

/** So many pairs of places, and then the answer is unknown. */
const MOST_PAIRS = 1_000_000;

/** Whether no text is taken by a pattern of both lists. */
export function disjoint(a: readonly Pattern[], b: readonly Pattern[]): Truth {
  return all(a.flatMap((one) => b.map((other) => apart(one, other))));
}

function apart(a: Pattern, b: Pattern): Truth {
  const meets = meet(loose(a), loose(b), a.ignoreCase || b.ignoreCase);
  if (meets === false) return "yes";
  return meets === undefined || !isKnown(a.text) || !isKnown(b.text) ? "unknown" : "no";
}

/** What is unknown could be anything. */
const loose = (pattern: Pattern): Step[] => stepsOf(pattern).map((step) => (step.is === "hole" ? { is: "any" } : step));

function meet(a: readonly Step[], b: readonly Step[], ignoreCase: boolean): boolean | undefined {
  if ((a.length + 1) * (b.length + 1) > MOST_PAIRS) return undefined;
  const seen = new Set<number>([0]);
  const width = b.length + 1;
  for (const pair of seen) {
    const [inA, inB] = [Math.floor(pair / width), pair % width];
    const [stepA, stepB] = [a[inA], b[inB]];
    if (stepA === undefined && stepB === undefined) return true;
    if (stepA?.is === "any") seen.add(pair + width);
    if (stepB?.is === "any") seen.add(pair + 1);
    if (stepA === undefined || stepB === undefined || !shared(stepA, stepB, ignoreCase)) continue;
    seen.add(pair + (stepA.is === "any" ? 0 : width) + (stepB.is === "any" ? 0 : 1));
  }
  return false;
}

function shared(a: Step, b: Step, ignoreCase: boolean): boolean {
  if (a.is !== "character" || b.is !== "character") return true;
  return a.text === b.text || (ignoreCase && folded(a.text) === folded(b.text));
}
