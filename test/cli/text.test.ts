import fc from "fast-check";
import { distance, nearest } from "../../lib/cli/nearest";
import { diffMarkdown } from "../../lib/cli/render/diff";
import { code, prose } from "../../lib/cli/render/markdown";
import { plain } from "../../lib/cli/render/plain";
import { isWide, shapeText } from "../../lib/cli/render/shape";
import { textTable } from "../../lib/cli/render/table";
import { diff } from "../../lib/verify/diff";
import { shapeOf } from "../../lib/verify/shape";
import { hole } from "../../lib/verify/text";
import { ISSUER, modelOf, role, shape } from "../verify/diff/models";

describe("plain", () => {
  it("shows unknown values as Terraform writes them, and controls as what they are", () => {
    expect(plain(`arn:${hole("aws_iam_role.x.arn")}`)).toBe("arn:${aws_iam_role.x.arn}");
    expect(plain("a\nb\u001b[0m\u202ec\u200bé")).toBe("a\\u000ab\\u001b[0m\\u202ec\\u200bé");
  });
});

describe("code", () => {
  it("cannot be left by what stands in it", () => {
    expect([code("a"), code("a|b"), code("`"), code("a``b"), code(""), code(" ")]).toEqual([
      "`a`",
      "<code>a&#124;b</code>",
      "<code>&#96;</code>",
      "<code>a&#96;&#96;b</code>",
      "–",
      "–",
    ]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        const shown = code(text);
        expect(shown).not.toContain("\n");
        expect(shown.replaceAll("\\|", "")).not.toContain("|");
        const [fence = ""] = /^`*/.exec(shown) ?? [];
        if (fence !== "")
          expect(
            shown
              .slice(fence.length, -fence.length)
              .split(/[^`]+/)
              .filter((run) => run === fence),
          ).toEqual([]);
      }),
    );
  });
});

describe("prose", () => {
  it("makes everything harmless that Markdown reads as its own", () => {
    expect(prose("<b>*a*_[x](y)#|`@all&")).toBe("&lt;b&gt;\\*a\\*\\_\\[x\\](y)\\#\\|\\`@\u200ball&amp;");
  });
});

describe("textTable", () => {
  it("aligns columns", () => {
    expect(textTable(["a", "bb"], [["ccc", "d"]])).toBe("a    bb\n---  --\nccc  d\n");
  });
});

describe("shapes in words", () => {
  const text = (...tests: Parameters<typeof shapeOf>[0]) => shapeText(shapeOf(tests, []));

  it("says what a shape asks, and what it does not ask", () => {
    expect(text()).toEqual({
      issuer: "any issuer that is trusted",
      subject: "any subject",
      audience: "any that the provider takes",
      others: [],
      without: [],
    });
    expect(
      text(
        { claim: "sub", test: "like", values: ["a*", "b*"] },
        { claim: "sub", test: "not", values: ["ab"] },
        { claim: "aud", test: "is-ignoring-case", values: ["x"] },
        { claim: "ref", test: "is", values: ["main"] },
        { claim: "tags", test: "absent", values: [] },
      ),
    ).toEqual({
      issuer: "any issuer that is trusted",
      subject: "like a* or b* and any but ab",
      audience: "x (in any case)",
      others: ["ref is main"],
      without: ["tags"],
    });
  });

  it("calls wide what takes subjects without end", () => {
    const wide = (...tests: Parameters<typeof shapeOf>[0]) => isWide(shapeOf(tests, []));
    expect(wide()).toBe(true);
    expect(wide({ claim: "sub", test: "is", values: ["a"] })).toBe(false);
    expect(wide({ claim: "sub", test: "like", values: ["a*"] })).toBe(true);
    expect(wide({ claim: "sub", test: "not", values: ["a"] })).toBe(true);
    expect(wide({ claim: "sub", test: "like", values: ["*"] }, { claim: "sub", test: "is", values: ["a"] })).toBe(false);
  });
});

describe("nearest", () => {
  it("counts changes, and prefers what holds the wanted text", () => {
    expect([
      distance("orders", "orders", 9),
      distance("orders", "order", 9),
      distance("kitten", "sitting", 9),
      distance("", "abc", 2),
    ]).toEqual([0, 1, 3, 2]);
    expect(nearest("orders", ["payments", "aws_iam_role.orders", "order5"], 2)).toEqual(["aws_iam_role.orders", "order5"]);
  });
});

describe("a comment on a pull request", () => {
  it("fits, however much changed and however long the names are", () => {
    const many = (text: string) => Array.from({ length: 400 }, (_, n) => role(`r${n}`, [shape(`${text}${n}`)]));
    const short = diffMarkdown(diff(modelOf([]), modelOf(many("s"))));
    expect(short).toContain("\n…and 340 more.\n");
    const long = diffMarkdown(diff(modelOf(many("x".repeat(5_000))), modelOf(many("y".repeat(5_000)))));
    expect(long.length).toBeLessThan(60_000);
    expect(long).toMatch(/^## Trust\n\n\*\*Somebody may become or do more/);
  });

  it("shows what is wider first", () => {
    const before = modelOf([role("a", [shape("x", "like")]), role("b", [shape("x")])]);
    const after = modelOf([role("a", []), role("b", [shape("x"), shape("y")])]);
    const rows = diffMarkdown(diff(before, after))
      .split("\n")
      .filter((line) => /^\| \**(added|removed)/.test(line));
    expect(rows).toEqual([
      `| **added** | AWS role b<br>\`aws_iam_role.b\` |  | \`sub: y\`<br>\`iss: ${ISSUER}\`<br>\`aud: any that the provider takes\` |`,
      `| removed | AWS role a<br>\`aws_iam_role.a\` | \`sub: like x\`<br>\`iss: ${ISSUER}\`<br>\`aud: any that the provider takes\` |  |`,
    ]);
  });
});
