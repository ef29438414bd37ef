import fc from "fast-check";
import { draw } from "../../lib/cli/page/draw";
import type { ReportRow } from "../../lib/cli/render/report-data";
import { row } from "./report-row";

describe("the pictures of many rows", () => {
  const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    maxLength: 12,
  });
  const rowsOf = (teams: readonly (readonly [number, number])[]): ReportRow[] =>
    teams.flatMap(([count, clouds], team) =>
      Array.from({ length: count }, (_, n) =>
        row({
          team: `ns-${team}`,
          mark: `c${n % clouds}`,
          cloud: `cloud ${n % clouds}`,
          address: `role.${team}-${n}`,
          identity: `r-${n}`,
        }),
      ),
    );

  it("hold every row once, and none more than can be read", () => {
    fc.assert(
      fc.property(sizes, (teams) => {
        const rows = rowsOf(teams);
        const folds = draw.foldsOf(rows);
        expect(folds.flatMap((fold) => fold.rows.map(({ address }) => address)).sort()).toEqual(
          rows.map(({ address }) => address).sort(),
        );
        for (const fold of folds) expect(new Set(fold.rows.map(({ address }) => address)).size).toBeLessThanOrEqual(24);
      }),
      { numRuns: 100 },
    );
  });

  it("are one where all fit, else one for each namespace, and for each cloud of a large one", () => {
    const titles = (teams: readonly (readonly [number, number])[]): string[] =>
      draw.foldsOf(rowsOf(teams)).map(({ title }) => title);
    expect(
      titles([
        [10, 1],
        [10, 1],
      ]),
    ).toEqual([""]);
    expect(
      titles([
        [20, 1],
        [20, 1],
      ]),
    ).toEqual(["ns-0", "ns-1"]);
    expect(
      titles([
        [30, 2],
        [2, 1],
        [3, 1],
      ]),
    ).toEqual(["ns-0 · cloud 0", "ns-0 · cloud 1", "ns-1, ns-2"]);
    expect(titles([[50, 1]])).toEqual(["ns-0 · cloud 0 · 1 of 3", "ns-0 · cloud 0 · 2 of 3", "ns-0 · cloud 0 · 3 of 3"]);
  });

  it("split an identity of more ways in than a picture holds", () => {
    const rows = Array.from({ length: 150 }, (_, n) => row({ subject: `s${n}` }));
    expect(draw.foldsOf(rows).map((fold) => fold.rows.length)).toEqual([60, 60, 30]);
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
      "ReadOnly (permission)",
      "orders (AWS role)",
    ]);
    expect(svg.match(/<path class="edge signs"/g)).toHaveLength(2);
    expect(svg.match(/<path class="edge c0"/g)).toHaveLength(3);
  });

  it("has each identity with all of its lines in a group that the keyboard reaches, and says them", () => {
    const svg = draw.pictureOf([row(), row({ subject: "t" })]);
    const [, label, lines = ""] = /<g class="identity" tabindex="0" role="img" aria-label="([^"]*)">(.*?)<svg/.exec(svg) ?? [];
    expect(label).toBe("AWS role orders. Who asks: s, t. May: ReadOnly.");
    expect([...lines.matchAll(/class="edge ([^"]*)"/g)].map(([, kind]) => kind)).toEqual([
      ...["signs lit", "signs lit"],
      ...["c0", "c0", "c0"],
    ]);
  });

  it("stands in one column, too, with the names whole", () => {
    const long = `https://${"a".repeat(200)}.example`;
    const column = draw.columnOf([row({ issuer: long, issuerName: "eu" }), row({ subject: "t" })]);
    expect(column.replace(/<wbr>/g, "")).toContain(`<b>eu</b> <span class="mono">${long}</span>`);
    expect(column.match(/<li>/g)).toHaveLength(1);
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
