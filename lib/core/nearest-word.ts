/**
 * The known word that was most likely meant: the one with the fewest characters put in, taken out, changed or swapped with their
 * neighbour, if that is no more than one in three. Letter case counts for nothing.
 *
 * @returns undefined when no word is near, or the word is a known one
 */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  if (known.includes(word)) return undefined;
  const wanted = word.toLowerCase();
  let nearest: { readonly word: string; readonly edits: number } | undefined;
  for (const one of known) {
    const most = Math.floor(Math.max(one.length, wanted.length) / 3);
    // Long words differ by their lengths alone.
    if (Math.abs(one.length - wanted.length) > most) continue;
    const edits = editsBetween(wanted, one.toLowerCase());
    if (edits <= most && (nearest === undefined || edits < nearest.edits)) nearest = { word: one, edits };
  }
  return nearest?.word;
}

/** Optimal string alignment: a swap of neighbours is one edit, as people make it. */
function editsBetween(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (list: readonly number[], index: number): number => list[index] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(changed, swapped, at(row, j) + 1, at(next, j - 1) + 1));
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}
