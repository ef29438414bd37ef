/** The texts that one value of a test takes. */
export interface Pattern {
  readonly text: string;
  /** Whether `*` stands for any characters and `?` for one. */
  readonly wild: boolean;
  readonly ignoreCase: boolean;
}

/** One step of a pattern: any characters, one character, this character, or a value that is unknown. */
export type Step =
  | { readonly is: "any" }
  | { readonly is: "one" }
  | { readonly is: "character"; readonly text: string }
  | { readonly is: "hole"; readonly text: string };

const STEPS = /\uE000[^\uE000\uE001]*\uE001|[^]/gu;

/** The pattern's steps; neighbouring stars are one. */
export function stepsOf({ text, wild, ignoreCase }: Pattern): Step[] {
  const steps: Step[] = [];
  for (const [part] of text.matchAll(STEPS)) {
    const step = stepOf(part, wild, ignoreCase);
    if (step.is !== "any" || steps.at(-1)?.is !== "any") steps.push(step);
  }
  return steps;
}

function stepOf(part: string, wild: boolean, ignoreCase: boolean): Step {
  if (wild && part === "*") return { is: "any" };
  if (wild && part === "?") return { is: "one" };
  if (part.startsWith("\uE000") && part.length > 1) return { is: "hole", text: part };
  return { is: "character", text: ignoreCase ? folded(part) : part };
}

/** A character without its case. */
export function folded(character: string): string {
  return character.toLowerCase();
}
