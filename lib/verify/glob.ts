/**
 * Whether a text matches a pattern as a whole: `*` any characters, `?` exactly one, everything else itself. Linear in the text for each
 * `*`, so no pattern of a stranger's can hang it.
 */
export function globMatches(pattern: string, text: string): boolean {
  let [at, star, retry, character] = [0, -1, 0, 0];
  while (character < text.length) {
    if (pattern[at] === "*") {
      star = at;
      at += 1;
      retry = character;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[character])) {
      at += 1;
      character += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      character = retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
