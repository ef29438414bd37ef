import { createHash } from "node:crypto";
import type { ReportData, ReportRow } from "../render/report-data";
import { counted, summaryText } from "../render/report-markdown";
import { draw } from "./draw";
import { DRAW_SCRIPT } from "./draw-script";
import { FILTER_SCRIPT } from "./filter-script";
import { findingsSection, folded, issuersSection, tiles } from "./sections";
import { STYLE_SHEET } from "./style-sheet";

/** So many rows stand in the page itself; the script pages through the others. */
const STATIC_ROWS = 200;

const SCRIPT = `"use strict";${DRAW_SCRIPT}${FILTER_SCRIPT}`;

/** Only this script runs, whatever a name in a file tries, and nothing is loaded from anywhere. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/**
 * A report as one page of HTML that needs nothing else: no network, and no script to be read. The script filters the table and the picture.
 */
export function reportPage(data: ReportData): string {
  const { escaped, pictureOf, pictureNote, rowHtml } = draw;
  const title = escaped(data.title);
  const hidden = data.rows.length - STATIC_ROWS;
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
${filterForm(data.rows)}
<div class="card" id="picture" role="region" aria-label="Picture of the trust graph" tabindex="0">${pictureOf(data.rows)}</div>
<p class="note swipe">The picture is wider than the screen: move it sideways. The table says the same.</p>
${LEGEND}
<p class="note" id="note" aria-live="polite">${escaped(pictureNote(data.rows))}</p>
<div class="card"><table aria-labelledby="trust">
<thead><tr><th scope="col">Who</th><th scope="col">With</th><th scope="col">Becomes</th><th scope="col">And may</th></tr></thead>
<tbody id="body">
${data.rows.slice(0, STATIC_ROWS).map(rowHtml).join("\n")}
</tbody></table></div>
<div class="pages"><span id="count" aria-live="polite">${hidden > 0 ? `1–${STATIC_ROWS} of ${counted(data.rows.length, "way in", "ways in")}; the others need JavaScript, or the Markdown report` : ""}</span>
<span id="pager" hidden><button type="button" id="earlier">Earlier</button> <button type="button" id="later">Later</button></span></div>
<h2>Findings</h2>
${findingsSection(data.findings)}
<h2>Trusted issuers</h2>
${issuersSection(data)}
${folded("Nobody becomes", data.unreachable)}
${folded("Not read", data.problems)}
${folded("Files", data.files)}
</main>
<footer>Written by cdktf-workload-identity from Terraform alone, without asking any cloud.</footer>
<script type="application/json" id="rows">${jsonInHtml(data.rows)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function filterForm(rows: readonly ReportRow[]): string {
  const used = new Set<string>(rows.map(({ cloud }) => cloud));
  const clouds = Object.entries({ aws: "AWS", google: "Google Cloud", azure: "Azure" })
    .filter(([key]) => used.has(key))
    .map(([key, name]) => `<label><input type="checkbox" name="cloud" value="${key}" checked>${name}</label>`);
  return `<form id="filter" hidden autocomplete="off">
<label>Filter <input type="search" id="text" placeholder="any part of a name or URL"></label>
${clouds.join("\n")}
<label><input type="checkbox" id="wide">Only patterns and open ones</label>
<button type="reset">Clear</button>
</form>`;
}

const line = (kind: string): string =>
  `<svg width="38" height="8" aria-hidden="true"><path class="edge ${kind}" d="M1 4H37"/></svg>`;

const LEGEND = `<ul class="legend"><li>${line("signs")}signs</li><li>${line("aws")}AWS</li><li>${line("google")}Google Cloud</li><li>${line("azure")}Azure</li><li>${line("aws open")}pale: not settled by the files</li><li>red, dashed box: a pattern, or any subject</li></ul>`;

/** JSON that cannot end its script element, nor be anything but JSON in it. */
const jsonInHtml = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
