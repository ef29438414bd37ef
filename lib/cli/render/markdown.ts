import { plain } from "./plain";

/**
 * A text from a file as code, which every renderer shows as it is, in tables too: no link, no mention, no HTML. What a code span cannot hold
 * everywhere (`|` in a table, a backslash before it, a backtick) stands as entities.
 */
export function code(text: string): string {
  const shown = plain(text);
  if (shown.trim() === "") return "–";
  if (!/[|`\\<>]/.test(shown)) return `\`${shown}\``;
  const entities = shown.replace(/[^\w \-./,;=()]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
  return `<code>${entities}</code>`;
}

/** A sentence from a file or about it, with everything that Markdown would read as its own made harmless. */
export function prose(text: string): string {
  return plain(text)
    .replace(/[\\`*_[\]#|~!]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/@(?=\w)/g, "@\u200b");
}

/** A table; the cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n") + "\n";
}
