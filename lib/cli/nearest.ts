/** Longer names are compared by their beginnings. */
const LONGEST = 200;

/** The texts that read most like the wanted one, the nearest first. */
export function nearest(wanted: string, texts: readonly string[], most: number): string[] {
  const ranked = [...new Set(texts)].map((text) => ({ text, rank: rank(wanted, text) }));
  return ranked
    .sort((a, b) => a.rank - b.rank || (a.text < b.text ? -1 : 1))
    .slice(0, most)
    .map(({ text }) => text);
}

/** What holds the wanted text, or is held by it, comes before what merely looks like it. */
function rank(wanted: string, text: string): number {
  const [a, b] = [wanted.toLowerCase(), text.toLowerCase()];
  const held = a !== "" && b !== "" && (a.includes(b) || b.includes(a));
  return (held ? 0 : LONGEST) + (held ? Math.abs(a.length - b.length) : distance(a, b, LONGEST));
}

/** How many characters must be put in, taken out or changed (Levenshtein), at most the limit. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  const [short, long] = [a.slice(0, LONGEST), b.slice(0, LONGEST)];
  let row = Array.from({ length: long.length + 1 }, (_, index) => index);
  for (let i = 1; i <= short.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= long.length; j += 1) {
      const change = (row[j - 1] ?? limit) + (short[i - 1] === long[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? limit) + 1, (next[j - 1] ?? limit) + 1));
    }
    row = next;
  }
  return Math.min(row.at(-1) ?? limit, limit);
}
