import { plain } from "./plain";

/** A text from a file as code, which Markdown and GitHub leave as it is: no link, no mention, no HTML. Fit for a table. */
export function code(text: string): string {
  const shown = plain(text).replaceAll("|", "\\|");
  if (shown.trim() === "") return "–";
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
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
