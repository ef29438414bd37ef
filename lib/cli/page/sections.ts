import type { Finding } from "../../verify/finding";
import { plain } from "../render/plain";
import type { ReportData } from "../render/report-data";
import { draw } from "./draw";

/** So many of a list are in the page; the command line has them all. */
const MOST_ITEMS = 200;

const { breakable, escaped } = draw;

/** A text from a file, fit for HTML. */
const html = (text: string): string => escaped(plain(text));

export function tiles({ rows, identities, issuers, findings, unreachable }: ReportData): string {
  const severity = (level: Finding["severity"]): number => findings.filter((finding) => finding.severity === level).length;
  const tile = (count: number, name: string, kind = ""): string =>
    `<li class="${count === 0 ? "" : kind}"><b>${count.toLocaleString("en-US")}</b><span>${name}</span></li>`;
  return `<ul class="tiles">${[
    tile(new Set(issuers.map(({ url }) => url)).size, "issuers"),
    tile(rows.length, "ways in"),
    tile(identities - unreachable.length, "identities"),
    tile(severity("error"), "errors", "error"),
    tile(severity("warning"), "warnings", "warning"),
    tile(severity("note"), "notes"),
  ].join("")}</ul>`;
}

export function findingsSection(findings: readonly Finding[]): string {
  if (findings.length === 0) return `<div class="card"><p class="empty">Nothing found.</p></div>`;
  const items = findings.slice(0, MOST_ITEMS).map(findingItem).join("\n");
  return `<div class="card"><ul class="findings">\n${items}\n</ul></div>${left(findings.length, "findings; <code>cdktf-workload-identity check</code> shows all")}`;
}

function findingItem({ severity, id, place, what, why, cure, source, refusedAtApply }: Finding): string {
  const page = /^https:\/\/\S+$/.test(source) ? ` <a href="${html(source)}" rel="noreferrer">The vendor's page</a>` : "";
  const apply = refusedAtApply === true ? " The cloud refuses it at apply." : "";
  return [
    `<li><span class="severity ${severity}">${severity}</span> <b>${html(id)}</b>`,
    `<div class="sub mono">${html(place.address)} · ${html(place.file)}</div>`,
    `<p>${html(what)}</p><p class="lead">${html(why)}${apply}</p><p><b>Cure:</b> ${html(cure)}.${page}</p></li>`,
  ].join("\n");
}

export function issuersSection({ issuers }: ReportData): string {
  const rows = issuers
    .slice(0, MOST_ITEMS)
    .map(
      ({ name, url, cloud, audiences, address }) =>
        `<tr><td data-label="Issuer" class="mono">${name === "" ? "" : `<b>${escaped(name)}</b> `}${breakable(url)}</td><td data-label="By">${escaped(cloud)}<div class="sub mono">${breakable(address)}</div></td><td data-label="Audiences" class="mono">${breakable(audiences)}</td></tr>`,
    );
  if (rows.length === 0) return `<div class="card"><p class="empty">None.</p></div>`;
  return `<div class="card"><table><thead><tr><th scope="col">Issuer</th><th scope="col">Trusted by</th><th scope="col">Audiences</th></tr></thead>
<tbody>\n${rows.join("\n")}\n</tbody></table></div>${left(issuers.length, "issuers")}`;
}

/** A list that is folded away; nothing, if it is empty. */
export function folded(title: string, texts: readonly string[]): string {
  if (texts.length === 0) return "";
  const items = texts.slice(0, MOST_ITEMS).map((text) => `<li class="mono">${escaped(text)}</li>`);
  return `<h2>${title}</h2>\n<div class="card"><details><summary>${texts.length} in all</summary><ul>\n${items.join("\n")}\n</ul>${left(texts.length, "")}</details></div>`;
}

const left = (count: number, what: string): string =>
  count > MOST_ITEMS ? `<p class="note">Showing ${MOST_ITEMS} of ${count} ${what}.</p>` : "";
