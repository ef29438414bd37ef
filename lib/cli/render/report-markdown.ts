import { countText, findingsTable } from "./findings";
import { code, markdownTable, prose } from "./markdown";
import type { ReportData } from "./report-data";
import { permissionText } from "./shape";

/** A report as Markdown. */
export function reportMarkdown(data: ReportData): string {
  const { title, rows, issuers, unreachable, findings, problems, files } = data;
  const called = (name: string, url: string): string => (name === "" ? code(url) : `${prose(name)} (${code(url)})`);
  const trust = rows.map(({ issuer, issuerName, subject, audience, others, unknown, kind, identity, address, permissions }) => [
    `${code(subject)}<br>of ${called(issuerName, issuer)}`,
    [
      ...(audience === "" ? [] : [`aud: ${code(audience)}`]),
      ...others.map(code),
      ...unknown.map((reason) => `unknown: ${code(reason)}`),
    ].join("<br>"),
    `${prose(kind)} ${code(identity)}<br>${code(address)}`,
    permissions.length === 0
      ? "nothing in these files"
      : permissions.map((permission) => code(permissionText(permission))).join("<br>"),
  ]);
  const trusted = issuers.map(({ name, cloud, url, address, audiences }) => [
    called(name, url),
    cloud,
    code(audiences),
    code(address),
  ]);
  const parts = [
    `# ${prose(title)}\n`,
    `${summaryText(data)}\n`,
    `## Who becomes what\n\n${markdownTable(["who", "with", "becomes", "and may"], trust) || "Nobody becomes anything.\n"}`,
    `## Trusted issuers\n\n${markdownTable(["issuer", "trusted by", "audiences", "address"], trusted) || "None.\n"}`,
    `## Findings\n\n${findings.length === 0 ? "Nothing found.\n" : `${countText(findings)}\n\n${findingsTable(findings)}`}`,
    ...(unreachable.length === 0 ? [] : [`## Nobody becomes\n\n${listOf(unreachable)}`]),
    ...(problems.length === 0 ? [] : [`## Unread\n\n${listOf(problems)}`]),
    `## Read\n\n${listOf(files)}`,
  ];
  return parts.join("\n");
}

const listOf = (texts: readonly string[]): string => `${texts.map((text) => `- ${code(text)}`).join("\n")}\n`;

/** What a report is about, in one sentence. */
export function summaryText({ rows, identities, issuers, unreachable, problems }: ReportData): string {
  const urls = new Set(issuers.map(({ url }) => url)).size;
  const unread = problems.length === 0 ? "" : ` Some of it is unread: ${counted(problems.length, "gap", "gaps")}, listed below.`;
  const reached = identities - unreachable.length;
  return `${counted(rows.length, "way in", "ways in")} to ${counted(reached, "identity", "identities")}, by tokens of ${counted(urls, "issuer", "issuers")}. Who is not listed does not get in, as far as these files say.${unread}`;
}

export function counted(count: number, one: string, several: string): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")} ${count === 1 ? one : several}`;
}
