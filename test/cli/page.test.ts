import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { draw } from "../../lib/cli/page/draw";
import { type PackedRows, packRows, UNPACK_SCRIPT } from "../../lib/cli/page/packed-rows";
import { reportPage } from "../../lib/cli/page/page";
import { type ReportData, reportData, type ReportRow } from "../../lib/cli/render/report-data";
import { reportMarkdown } from "../../lib/cli/render/report-markdown";
import { modelOf, role, shape } from "../verify/diff/models";
import { row } from "./report-row";

const HOSTILE = `</script><img src=x onerror="alert('1')">&\u202e<!--\u0000|\`@all`;

const dataOf = (rows: readonly ReportRow[]): ReportData => ({
  title: "Who",
  files: [],
  rows,
  clouds: [{ title: "AWS", mark: "c0" }],
  issuers: [],
  unreachable: [],
  identities: rows.length,
  findings: [],
  problems: [],
});

const estate = (count: number): ReportRow[] =>
  Array.from({ length: count }, (_, n) =>
    row({ subject: `ns:${n}`, identity: `role-${n}`, address: `aws_iam_role.r${n}`, team: `ns-${n % 7}` }),
  );
const { unpacked } = runInNewContext(`${UNPACK_SCRIPT};({ unpacked })`) as { unpacked: (packed: PackedRows) => ReportRow[] };

/** The tags and attributes' names of a page, without its texts. */
const skeleton = (html: string): string => html.replace(/>[^<]*</g, "><").replace(/="[^"]*"/g, "");

describe("the page", () => {
  it("has no element, attribute or script of a hostile name's making", () => {
    const place = { file: HOSTILE, address: HOSTILE };
    const identity = (text: string) =>
      role(text, [shape(text, "is", { claim: text, test: "is", values: [text] })], {
        address: text,
        permissions: [{ name: text, on: text, address: text }],
        place,
      });
    const issuer = (text: string) => ({ cloud: "aws" as const, address: text, url: text, audiences: [text], place });
    const page = (text: string) => reportPage(reportData(modelOf([identity(text)], [issuer(text)]), text));
    const hostile = page(HOSTILE);
    expect(hostile).not.toContain("<img");
    expect(hostile).not.toMatch(/[\u202e\u0000]/);
    expect(hostile.match(/<\/script>/g)).toHaveLength(2);
    const tags = (html: string): string[] => skeleton(html.replace(/<wbr>/g, "")).match(/<[^>]*>/g) ?? [];
    const known = new Set(tags(page("harmless name that is quite as long as the other one is, to be cut alike")));
    expect(tags(hostile).filter((tag) => !known.has(tag))).toEqual([]);
  });

  it("escapes whatever a text holds", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(draw.escaped(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
        expect(draw.rowHtml(row({ subject: text, identity: text }))).not.toContain("<script");
      }),
    );
  });

  it("carries its rows as JSON that parses to the same", () => {
    const rows = [row({ subject: HOSTILE }), row({ subject: "</SCRIPT>\u2028" })];
    const [, json = ""] = /<script type="application\/json" id="rows">([^<]*)<\/script>/.exec(reportPage(dataOf(rows))) ?? [];
    const packed = JSON.parse(json) as PackedRows;
    expect(JSON.parse(JSON.stringify(unpacked(packed)))).toEqual(rows);
    expect(packed).toEqual(packRows(rows));
  });

  it("loads nothing, and lets only its own script run", () => {
    const page = reportPage(dataOf([row()]));
    expect(page).toMatch(
      /content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-[^"]+&#39;/,
    );
    expect(page).not.toMatch(/\s(?:src|href)="(?!https:\/\/)|<link|@import|url\(/);
  });

  it("stays usable for an estate: the first rows, and folded pictures of which the first are drawn", () => {
    const rows = estate(10_000);
    const started = Date.now();
    const page = reportPage(dataOf(rows));
    expect(Date.now() - started).toBeLessThan(15_000);
    expect(page.match(/<tr><td data-label="Who"><div class="mono">/g)).toHaveLength(200);
    expect(page).toContain("1–200 of 10,000 ways in");
    expect(page).toContain("1–60 of 420 pictures");
    expect(page.match(/<svg class="picture" role="group" aria-label="T/g)).toHaveLength(60);
  });
});

describe("the filter", () => {
  const rows = [row(), row({ cloud: "Azure", subject: "repo:acme/*", wide: true }), row({ cloud: "Google", unknown: ["x"] })];
  const found = (text: string, clouds = ["AWS", "Google", "Azure"], onlyWide = false) =>
    draw.matching(rows, text, clouds, onlyWide).map(({ cloud }) => cloud);

  it("finds words anywhere in a row, by cloud, and what is wide or undetermined", () => {
    expect(found("")).toEqual(["AWS", "Azure", "Google"]);
    expect(found("ACME")).toEqual(["Azure"]);
    expect(found("readonly acme")).toEqual(["Azure"]);
    expect(found("readonly nothing")).toEqual([]);
    expect(found("", ["AWS"])).toEqual(["AWS"]);
    expect(found("", undefined, true)).toEqual(["Azure", "Google"]);
  });
});

describe("the data of a report", () => {
  it("hold whoever needs no token, and say of nobody else's identity that nobody becomes it", () => {
    const everyone = { kind: "everyone" as const, who: "*", through: [], conditions: ["x is y"], unknown: [] };
    const data = reportData(modelOf([role("orders", [], { otherWays: [everyone] }), role("pay", [])], []), "Who");
    expect(data.rows).toEqual([
      row({
        team: "without a token",
        issuer: "no token of an issuer",
        subject: "everyone *",
        audience: "",
        others: ["x is y"],
        wide: true,
        address: "aws_iam_role.orders",
        permissions: [],
      }),
    ]);
    expect(data.unreachable).toEqual(["aws_iam_role.pay"]);
  });
});

describe("the Markdown report", () => {
  it("says at its head that something could not be read", () => {
    const gap = " Some of it is unread: 1 gap, listed below.";
    expect(reportMarkdown({ ...dataOf([row()]), problems: ["module.x"] })).toContain(gap);
    expect(reportMarkdown(dataOf([row()]))).not.toContain("Not all");
  });

  it("keeps a hostile name in its cell", () => {
    const text = reportMarkdown(dataOf([row({ subject: HOSTILE })]));
    const [line = ""] = text.split("\n").filter((each) => each.includes("onerror"));
    expect(line.startsWith("| <code>&#60;/script&#62;&#60;img")).toBe(true);
    expect(line.split("|")).toHaveLength(6);
  });
});
