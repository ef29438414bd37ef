import { PALETTE_STYLES, paletteOn } from "./palette";

/** The look of the page: light and dark, wide, on a phone, and in print. Clouds differ by colour, by the dash of their lines, and by name. */
export const STYLE_SHEET = `
:root { color-scheme: light dark; --page: #fbfbfa; --card: #fff; --ink: #1d2127; --faint: #5a6270; --line: #dfe2e6; --fill: #f3f4f6;
  ${paletteOn("light")} --bad: #b3261e; --warn: #8a5300; --link: #1f56c8; --signs: #7d8693; }
@media (prefers-color-scheme: dark) { :root { --page: #15181d; --card: #1c2026; --ink: #e8eaed; --faint: #a3abb8; --line: #343a44; --fill: #252a32;
  ${paletteOn("dark")} --bad: #ff9d94; --warn: #f0bd64; --link: #8fb4ff; --signs: #6d7684; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, header, footer { max-width: 1296px; margin: 0 auto; padding: 0 24px; }
header { padding-top: 36px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 6px; font-weight: 650; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 40px 0 12px; font-weight: 650; }
p { margin: 0 0 12px; max-width: 75ch; }
a { color: var(--link); }
.lead, .sub, .note, footer { color: var(--faint); }
.mono { font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.sub { font-size: 12px; }
.tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 20px 0 0; padding: 0; list-style: none; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 16px; min-width: 120px; }
.tiles b { display: block; font-size: 22px; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--faint); font-size: 13px; }
.error b, .severity.error { color: var(--bad); } .warning b, .severity.warning { color: var(--warn); }
form { display: flex; flex-wrap: wrap; gap: 10px 18px; align-items: center; margin: 0 0 14px; }
[hidden] { display: none !important; }
input[type=search] { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 7px 10px; width: 300px; max-width: 100%; }
button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: 6px 12px; cursor: pointer; }
button:disabled { color: var(--faint); cursor: default; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
label { display: inline-flex; gap: 6px; align-items: center; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
#picture > .drawn, #picture > .empty { padding: 16px; }
#picture details { padding: 0; border-top: 1px solid var(--line); } #picture details:first-child { border-top: 0; }
#picture summary { padding: 9px 16px; overflow-wrap: anywhere; } #picture details > .drawn { padding: 6px 16px 18px; }
.picture { display: block; width: 100%; height: auto; max-width: 1480px; margin: 0 auto; font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.picture .head { font-size: 12px; font-weight: 650; fill: var(--faint); }
.box rect { fill: var(--fill); stroke: var(--line); stroke-width: 1.5; }
.box .stripe { stroke: none; fill: var(--signs); }
.box text { fill: var(--ink); font: 11.5px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.box .small { fill: var(--faint); font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.edge { fill: none; stroke-width: 1.75; stroke: var(--signs); }
.box .stripe[class] { fill: var(--own, var(--signs)); } .box.wide .stripe { fill: var(--bad); } .box.wide rect:first-of-type { stroke: var(--bad); stroke-dasharray: 5 3; }
${PALETTE_STYLES}
.edge[stroke-dasharray^="2"] { stroke-linecap: round; } .edge.unknown { opacity: 0.55; } .edge.lit { visibility: hidden; }
.identity { outline: none; cursor: pointer; } .identity:focus-visible .box rect:first-of-type { stroke: var(--link); stroke-width: 3; }
.picture:has(.identity:hover, .identity:focus) .edge { opacity: 0.18; }
.picture .identity:is(:hover, :focus) .edge { opacity: 1; visibility: visible; stroke-width: 3; } .identity:is(:hover, :focus) .lit { stroke: var(--ink); }
.column { display: none; list-style: none; margin: 0; padding: 0; } .column li { padding: 12px 0; border-top: 1px solid var(--line); } .column li:first-child { border-top: 0; }
.step { position: relative; background: var(--fill); border: 1px solid var(--line); border-left: 4px solid var(--own, var(--signs)); border-radius: 6px; padding: 6px 10px; margin: 0 0 10px; overflow-wrap: anywhere; }
.step + .step::before { content: ""; position: absolute; left: 16px; top: -11px; height: 10px; border-left: 2px solid var(--signs); } .step:last-child { margin-bottom: 0; }
.step.wide { border-color: var(--bad); border-style: dashed; border-left-style: solid; } .step .sub { display: block; }
.legend { display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 10px 0 14px; padding: 0; list-style: none; color: var(--faint); font-size: 13px; }
.legend li { display: flex; gap: 8px; align-items: center; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; font-size: 12px; color: var(--faint); font-weight: 650; padding: 10px 14px; border-bottom: 1px solid var(--line); }
td { padding: 11px 14px; vertical-align: top; border-top: 1px solid var(--line); }
tbody tr:first-child td { border-top: 0; }
td .tag, .severity { display: inline-block; font-size: 11px; font-weight: 650; border: 1px solid currentColor; border-radius: 4px; padding: 0 6px; }
td .tag { color: var(--bad); } .severity.note { color: var(--faint); }
div.unknown { color: var(--warn); font-size: 12px; overflow-wrap: anywhere; }
.key { color: var(--faint); }
.cloud { font-size: 12px; font-weight: 650; color: var(--own); }
.pages { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; margin: 12px 0; color: var(--faint); }
.findings { list-style: none; margin: 0; padding: 0; } .findings li { padding: 14px 16px; border-top: 1px solid var(--line); } .findings li:first-child { border-top: 0; }
.findings p { margin: 4px 0; overflow-wrap: anywhere; }
details { padding: 10px 16px; } summary { cursor: pointer; } details ul { padding-left: 20px; }
.empty { color: var(--faint); margin: 0; } .card > .empty { padding: 14px 16px; }
footer { padding-top: 28px; padding-bottom: 40px; font-size: 13px; }
@media (min-width: 1800px) { main, header, footer { max-width: 1760px; } }
@media screen and (max-width: 1100px) { .picture { display: none; } .column { display: block; } }
@media (max-width: 720px) {
  main, header, footer { padding-left: 16px; padding-right: 16px; }
  header { padding-top: 24px; } h1 { font-size: 22px; } input[type=search] { width: 100%; } label:has([type=search]) { flex: 1 1 100%; }
  .tiles { gap: 8px; } .tiles li { flex: 1 1 40%; min-width: 0; padding: 8px 12px; }
  table, tbody, tr, td { display: block; } thead { position: absolute; left: -9999px; }
  tr { border-top: 1px solid var(--line); padding: 10px 0; } tbody tr:first-child { border-top: 0; }
  td { border: 0; padding: 4px 14px 4px 92px; position: relative; min-height: 30px; }
  td::before { content: attr(data-label); position: absolute; left: 14px; top: 4px; font-size: 12px; font-weight: 650; color: var(--faint); }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root { --page: #fff; --card: #fff; --ink: #000; --faint: #444; --line: #bbb; --fill: #f6f6f6; ${paletteOn("light")} --bad: #b3261e; --warn: #8a5300; --link: #000; --signs: #777; }
  body { font-size: 11px; } main, header, footer { max-width: none; padding-left: 0; padding-right: 0; } header { padding-top: 0; }
  form, .pages { display: none !important; } details::details-content { content-visibility: visible; block-size: auto; }
  tr, .findings li, svg { break-inside: avoid; } h2 { break-after: avoid; margin-top: 20px; }
}
`;
