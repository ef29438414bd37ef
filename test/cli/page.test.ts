import fc from "fast-check";
import { draw } from "../../lib/cli/page/draw";
import { reportPage } from "../../lib/cli/page/page";
import { type ReportData, reportData, type ReportRow } from "../../lib/cli/render/report-data";
import { reportMarkdown } from "../../lib/cli/render/report-markdown";
import { modelOf, role, shape } from "../verify/diff/models";

const HOSTILE = `</script><img src=x onerror="alert('1')">&\u202e<!--\u0000|\`@all`;

const row = (more: Partial<ReportRow> = {}): ReportRow => ({
  cloud: "aws",
  issuer: "https://a.example",
  subject: "s",
  audience: "sts",
  others: [],
  open: [],
  wide: false,
  kind: "AWS role",
  identity: "orders",
  address: "aws_iam_role.orders",
  permissions: [{ name: "ReadOnly", on: "" }],
  ...more,
});

const dataOf = (rows: readonly ReportRow[]): ReportData => ({
  title: "Who",
  files: [],
  rows,
  issuers: [],
  unreachable: [],
  identities: rows.length,
  findings: [],
  problems: [],
});

const estate = (count: number): ReportRow[] =>
  Array.from({ length: count }, (_, n) => row({ subject: `ns:${n}`, identity: `role-${n}`, address: `aws_iam_role.r${n}` }));

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
    expect(JSON.parse(json)).toEqual(rows);
  });

  it("loads nothing, and lets only its own script run", () => {
    const page = reportPage(dataOf([row()]));
    expect(page).toMatch(
      /content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; script-src &#39;sha256-[^"]+&#39;/,
    );
    expect(page).not.toMatch(/\s(?:src|href)="(?!https:\/\/)|<link|@import|url\(/);
  });

  it("stays usable for an estate: the first rows, a small picture, and a word on what is left out", () => {
    const rows = estate(10_000);
    const started = Date.now();
    const page = reportPage(dataOf(rows));
    expect(Date.now() - started).toBeLessThan(15_000);
    expect(page.match(/<tr><td data-label="Who"><div class="mono">/g)).toHaveLength(200);
    expect(page).toContain(
      "Showing 16 of 10,000 identities (16 of 10,000 ways in); filter to see others. The table holds them all.",
    );
    expect(page).toContain("1–200 of 10,000 ways in");
    expect(draw.pictureOf(rows).match(/<svg class="box aws"/g)).toHaveLength(16);
    expect(draw.pictureNote(estate(16))).toBe("");
  });
});

describe("the picture", () => {
  const boxes = (svg: string) =>
    [...svg.matchAll(/<svg class="box ([^"]*)" x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"><title>([^<]*)</g)].map(
      ([, kind, x, y, width, height, title]) => ({
        kind,
        x: Number(x),
        y: Number(y),
        width: Number(width),
        height: Number(height),
        title,
      }),
    );

  it("draws one box for each issuer, subject, identity and permission, and an edge for each step", () => {
    const svg = draw.pictureOf([row(), row({ subject: "t" })]);
    expect(boxes(svg).map(({ title }) => title)).toEqual([
      "https://a.example (signs)",
      "s (subject)",
      "t (subject)",
      "orders (AWS role)",
      "ReadOnly (permission)",
    ]);
    expect(svg.match(/<path class="edge signs"/g)).toHaveLength(2);
    expect(svg.match(/<path class="edge aws"/g)).toHaveLength(3);
  });

  it("does not join a subject of two issuers that becomes different things", () => {
    const two = [row(), row({ issuer: "https://b.example", address: "aws_iam_role.pay", identity: "pay" })];
    expect(boxes(draw.pictureOf(two)).filter(({ title }) => title === "s (subject)")).toHaveLength(2);
    const same = [row(), row({ issuer: "https://b.example" })];
    expect(boxes(draw.pictureOf(same)).filter(({ title }) => title === "s (subject)")).toHaveLength(1);
  });

  it("lays no box over another, nor outside of the picture", () => {
    const names = fc.constantFrom("a", "b", "c", "d");
    const rows = fc.array(
      fc
        .record({ issuer: names, subject: names, address: names, permission: names, wide: fc.boolean() })
        .map(({ permission, ...more }) => row({ ...more, permissions: [{ name: permission, on: "" }] })),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(rows, (some) => {
        const svg = draw.pictureOf(some);
        const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
        const all = boxes(svg);
        for (const [index, a] of all.entries()) {
          expect(a.x + a.width <= width! && a.y + a.height <= height!).toBe(true);
          for (const b of all.slice(index + 1)) expect(a.x !== b.x || Math.abs(a.y - b.y) >= a.height).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("the filter", () => {
  const rows = [row(), row({ cloud: "azure", subject: "repo:acme/*", wide: true }), row({ cloud: "google", open: ["x"] })];
  const found = (text: string, clouds = ["aws", "google", "azure"], onlyWide = false) =>
    draw.matching(rows, text, clouds, onlyWide).map(({ cloud }) => cloud);

  it("finds words anywhere in a row, by cloud, and what is wide or open", () => {
    expect(found("")).toEqual(["aws", "azure", "google"]);
    expect(found("ACME")).toEqual(["azure"]);
    expect(found("readonly acme")).toEqual(["azure"]);
    expect(found("readonly nothing")).toEqual([]);
    expect(found("", ["aws"])).toEqual(["aws"]);
    expect(found("", undefined, true)).toEqual(["azure", "google"]);
  });
});

describe("the Markdown report", () => {
  it("says at its head that something could not be read", () => {
    const gap = " Not all could be read: 1 gap is listed below.";
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
