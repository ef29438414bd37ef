const HOLE = /\uE000[^\uE001]*\uE001/g;

/** The text with its holes replaced. */
export function withoutHoles(text: string, replacement: string): string {
  return text.replace(HOLE, replacement);
}

/** What stands after the last slash that no hole holds. */
export function lastSegment(text: string): string {
  const masked = text.replace(HOLE, (part) => "x".repeat(part.length));
  return text.slice(masked.lastIndexOf("/") + 1);
}

/** The text with what is known of it in lower case. */
export function lowerKnown(text: string): string {
  return text.replace(/\uE000[^\uE001]*\uE001|[A-Z]+/g, (part) => (part.startsWith("\uE000") ? part : part.toLowerCase()));
}
