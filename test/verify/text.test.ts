import * as fc from "fast-check";
import { all, any, hole, holesIn, isKnown, not, same, show, type Truth } from "../../lib/verify/text";
import { globMatches } from "../../lib/verify/glob";

describe("a text with holes", () => {
  it("shows its expressions as Terraform writes them", () => {
    const text = `arn:aws:iam::${hole('data.x["a\\b"].id')}:role/orders`;
    expect([isKnown(text), show(text), holesIn(text)]).toEqual([
      false,
      'arn:aws:iam::${data.x["a\\b"].id}:role/orders',
      ['data.x["a\\b"].id'],
    ]);
  });

  it("survives JSON, whatever its expression", () => {
    fc.assert(
      fc.property(fc.string(), (expression) => {
        const text = hole(expression);
        expect(JSON.parse(`"${text}"`)).toBe(text);
        expect(holesIn(text)).toEqual([expression]);
      }),
    );
  });

  it("is equal to itself, open where its known ends fit, and different where they do not", () => {
    const account = hole("account");
    expect([
      same("a", "a"),
      same("a", "b"),
      same(account, account),
      same(account, hole("other")),
      same(`x${account}`, `y${hole("other")}`),
      same(`x${account}`, "yz"),
      same(`${account}x`, "zx"),
      same(`${account}x`, "xz"),
    ]).toEqual(["yes", "no", "yes", "unknown", "no", "no", "unknown", "no"] satisfies Truth[]);
  });

  it("keeps open questions open only where they matter", () => {
    expect([all(["yes", "unknown"]), all(["no", "unknown"]), any(["yes", "unknown"]), any(["no", "unknown"])]).toEqual([
      "unknown",
      "no",
      "yes",
      "unknown",
    ] satisfies Truth[]);
    expect([all([]), any([]), not("yes"), not("no"), not("unknown")]).toEqual(["yes", "no", "no", "yes", "unknown"]);
  });
});

describe("a pattern", () => {
  const slow = (pattern: string, text: string): boolean =>
    new RegExp(
      `^${Array.from(pattern, (c) => (c === "*" ? "[^]*" : c === "?" ? "[^]" : `\\u{${c.codePointAt(0)!.toString(16)}}`)).join("")}$`,
      "u",
    ).test(text);

  it("matches as a regular expression of the same meaning does", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "/"), maxLength: 8 });
    fc.assert(
      fc.property(letters, letters, (pattern, text) => globMatches(pattern, text) === slow(pattern, text)),
      { numRuns: 3000 },
    );
  });

  it("answers a hostile pattern at once", () => {
    expect(globMatches("*a".repeat(200), "a".repeat(10_000) + "b")).toBe(false);
  });
});
