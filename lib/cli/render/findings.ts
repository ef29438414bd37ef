import type { Finding } from "../../verify/finding";
import { code, markdownTable, prose } from "./markdown";
import { plain } from "./plain";
import type { Style } from "./style";
import { whereText } from "./where";

const SEVERITIES = ["error", "warning", "note"] as const;

/** `2 errors, 1 note` */
export function countText(findings: readonly Finding[], ignored = 0): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  const said = counts.length === 0 ? "nothing found" : counts.join(", ");
  return ignored === 0 ? said : `${said}; ${ignored} ignored`;
}

/** Findings for a terminal. */
export function findingsText(findings: readonly Finding[], ignored: number, style: Style): string {
  const paint = { error: style.bad, warning: style.open, note: style.faint };
  const blocks = findings.map(({ severity, id, place, what, why, cure, source, refusedAtApply }) =>
    [
      `${paint[severity](severity)}  ${style.strong(id)}  ${plain(place.address)}  ${style.faint(plain(whereText(place)))}`,
      `  ${plain(what)}`,
      `  why   ${plain(why)}`,
      `  cure  ${plain(cure)}`,
      ...(refusedAtApply === true ? ["  The cloud refuses this at apply."] : []),
      `  ${style.faint(plain(source))}`,
    ].join("\n"),
  );
  return `${[...blocks, countText(findings, ignored)].join("\n\n")}\n`;
}

/** Findings as Markdown. */
export function findingsMarkdown(findings: readonly Finding[], ignored: number): string {
  return `${countText(findings, ignored)}\n${findings.length === 0 ? "" : `\n${findingsTable(findings)}`}`;
}

export function findingsTable(findings: readonly Finding[]): string {
  const rows = findings.map(({ severity, id, place, what, why, cure, source }) => [
    severity,
    link(id, source),
    `${code(place.address)}<br>${code(whereText(place))}`,
    `${prose(what)}: ${prose(why)}`,
    prose(cure),
  ]);
  return markdownTable(["severity", "finding", "where", "what and why", "cure"], rows);
}

const link = (text: string, url: string): string =>
  /^https:\/\/[^\s()<>|]+$/.test(url) ? `[${prose(text)}](${url})` : prose(text);
