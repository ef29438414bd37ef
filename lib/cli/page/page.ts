import { createHash } from "node:crypto";
import type { ReportData } from "../render/report-data";
import { counted, summaryText } from "../render/report-markdown";
import { draw } from "./draw";
import { DRAW_SCRIPT } from "./draw-script";
import { FILTER_SCRIPT } from "./filter-script";
import { packRows, UNPACK_SCRIPT } from "./packed-rows";
import { findingsSection, folded, issuersSection, tiles } from "./sections";
import { STYLE_SHEET } from "./style-sheet";

/** So many rows stand in the page itself; the script pages through the others. */
const STATIC_ROWS = 200;

const SCRIPT = `"use strict";${DRAW_SCRIPT}${UNPACK_SCRIPT}${FILTER_SCRIPT}`;

/** Only this script runs, whatever a name in a file tries, and nothing is loaded from anywhere. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/**
 * A report as one page of HTML that needs nothing else: no network, and no script to be read. The script filters the table and the pictures.
 */
export function reportPage(data: ReportData): string {
  const { escaped, foldsHtml, foldsOf, MOST_FOLDS, rowHtml } = draw;
  const title = escaped(data.title);
  const folds = foldsOf(data.rows);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE_SHEET}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lead">${escaped(summaryText(data))}</p>
${tiles(data)}
</header>
<main>
<h2 id="trust">Who becomes what</h2>
${filterForm(data)}
<div class="card" id="picture" role="region" aria-labelledby="trust">${foldsHtml(folds, 0, true)}</div>
${pager("fold", hiddenText(MOST_FOLDS, folds.length, "picture", "pictures"))}
${legend(data)}
<div class="card"><table aria-labelledby="trust">
<thead><tr><th scope="col">Who</th><th scope="col">With</th><th scope="col">Becomes</th><th scope="col">And may</th></tr></thead>
<tbody id="body">
${data.rows.slice(0, STATIC_ROWS).map(rowHtml).join("\n")}
</tbody></table></div>
${pager("row", hiddenText(STATIC_ROWS, data.rows.length, "way in", "ways in"))}
<h2>Findings</h2>
${findingsSection(data.findings)}
<h2>Trusted issuers</h2>
${issuersSection(data)}
${folded("Nobody becomes", data.unreachable)}
${folded("Unread", data.problems)}
${folded("Files", data.files)}
</main>
<footer>Written by cdktf-workload-identity from Terraform alone, without asking any cloud.</footer>
<script type="application/json" id="rows">${jsonInHtml(packRows(data.rows))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function filterForm({ clouds }: ReportData): string {
  const boxes = clouds.map(({ title }) => {
    const name = draw.escaped(title);
    return `<label><input type="checkbox" name="cloud" value="${name}" checked>${name}</label>`;
  });
  return `<form id="filter" hidden autocomplete="off">
<label>Filter <input type="search" id="text" placeholder="any part of a name or URL"></label>
${boxes.join("\n")}
<label><input type="checkbox" id="wide">Only patterns and undetermined</label>
<button type="reset">Clear</button>
</form>`;
}

/** The buttons come with the script. */
const pager = (
  name: string,
  text: string,
): string => `<div class="pages" id="${name}-pages"><span id="${name}-count" aria-live="polite">${text}</span>
<span id="${name}-pager" hidden><button type="button" id="${name}-earlier">Earlier</button> <button type="button" id="${name}-later">Later</button></span></div>`;

const hiddenText = (shown: number, count: number, one: string, several: string): string =>
  count > shown ? `1–${shown} of ${counted(count, one, several)}; the others need JavaScript, or the Markdown report` : "";

const line = (kind: string): string =>
  `<svg width="38" height="8" aria-hidden="true"><path class="edge ${kind}" d="M1 4H37"/></svg>`;

function legend({ clouds }: ReportData): string {
  const [first = { mark: "signs" }] = clouds;
  const items = [
    `${line("signs")}signs`,
    ...clouds.map(({ title, mark }) => `${line(mark)}${draw.escaped(title)}`),
    `${line(`${first.mark} unknown`)}pale: undetermined`,
    "red, dashed box: a pattern, or any subject",
  ];
  return `<ul class="legend">${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

/** JSON that cannot end its script element, nor be anything but JSON in it. */
const jsonInHtml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
