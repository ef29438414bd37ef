import fc from "fast-check";
import { covers } from "../../../lib/verify/diff/covers";
import { type ClaimTest, shapeOf, type TokenShape } from "../../../lib/verify/shape";
import { hole } from "../../../lib/verify/text";

const sub = (test: ClaimTest["test"], ...values: string[]): ClaimTest => ({ claim: "sub", test, values });
const shape = (...tests: ClaimTest[]): TokenShape => shapeOf(tests, []);
const iss: ClaimTest = { claim: "iss", test: "is", values: ["https://a.example"] };

const both = (a: TokenShape, b: TokenShape): [string, string] => [covers(a, b), covers(b, a)];

describe("covers", () => {
  it.each<[string, ClaimTest | undefined, ClaimTest, [string, string]]>([
    ["a pattern and a text that it takes", sub("like", "repo:acme/*"), sub("is", "repo:acme/api"), ["yes", "no"]],
    ["a pattern and a text that it does not take", sub("like", "repo:acme/*"), sub("is", "repo:acme"), ["no", "no"]],
    ["a star and a question mark", sub("like", "a*"), sub("like", "a?"), ["yes", "no"]],
    ["a question mark, which takes no more than one", sub("like", "a?"), sub("is", "abc"), ["no", "no"]],
    ["the same patterns, written in two ways", sub("like", "a*?"), sub("like", "a?**"), ["yes", "yes"]],
    ["two patterns that take together what one takes", sub("like", "x", "?*x"), sub("like", "*x"), ["yes", "yes"]],
    ["a star of `is`, which is a character", sub("is", "a*"), sub("is", "ab"), ["no", "no"]],
    ["more values and fewer", sub("is", "a", "b"), sub("is", "a"), ["yes", "no"]],
    ["the same values in another order", sub("is", "a", "b"), sub("is", "b", "a"), ["yes", "yes"]],
    ["any case and one case", sub("is-ignoring-case", "Ab"), sub("is", "aB"), ["yes", "no"]],
    ["any case and text without case", sub("is-ignoring-case", "12"), sub("is", "12"), ["yes", "yes"]],
    ["a pattern that sees case", sub("like", "A*"), sub("is-ignoring-case", "ab"), ["no", "no"]],
    ["no test and one test", undefined, sub("is", "a"), ["yes", "no"]],
    ["a star on a claim that every token has", undefined, sub("like", "*"), ["yes", "yes"]],
    ["patterns that take every text together", sub("like", "", "?*"), sub("not", "a"), ["yes", "no"]],
    ["fewer refused values", sub("not", "a"), sub("not", "a", "b"), ["yes", "no"]],
    ["a refused value and another wanted one", sub("not", "a"), sub("is", "b"), ["yes", "no"]],
    ["a refused value and the same wanted", sub("not", "a"), sub("is", "a"), ["no", "no"]],
    ["a refused pattern and a pattern beside it", sub("not-like", "a*"), sub("like", "b*"), ["yes", "no"]],
    ["a refused pattern and a pattern that meets it", sub("not-like", "a*"), sub("like", "*b"), ["no", "no"]],
    ["a refused pattern and a refused text in it", sub("not", "ab"), sub("not-like", "a*"), ["yes", "no"]],
    ["a size and a text that has it", sub("fits", "1", "3"), sub("is", "abc"), ["yes", "no"]],
    ["a size and a text that is longer", sub("fits", "1", "3"), sub("is", "abcd"), ["no", "no"]],
    ["a size, and bytes that are fewer characters", sub("fits", "1", "3"), sub("is", "éé"), ["unknown", "no"]],
    ["a size and a smaller one", sub("fits", "0", "9"), sub("fits", "1", "3"), ["yes", "no"]],
    [
      "a claim that is there, and its size",
      { ...sub("present"), claim: "a" },
      { ...sub("fits", "0", "9"), claim: "a" },
      ["yes", "no"],
    ],
    ["a star within a segment, and a segment", { ...sub("like", "a/*"), starExcludes: "/" }, sub("is", "a/b"), ["yes", "no"]],
    ["a star within a segment, and two segments", { ...sub("like", "a/*"), starExcludes: "/" }, sub("is", "a/b/c"), ["no", "no"]],
    [
      "a star within a segment, and any star",
      { ...sub("like", "a/*"), starExcludes: "/" },
      sub("like", "a/*"),
      ["unknown", "yes"],
    ],
    [
      "a text of which a slash is not documented, and the slash",
      { ...sub("is", "a"), unsettled: ["a/"] },
      sub("is", "a/"),
      ["no", "no"],
    ],
    [
      "the same text, of which a slash is not documented",
      sub("is", "a"),
      { ...sub("is", "a"), unsettled: ["a/"] },
      ["unknown", "yes"],
    ],
    ["the same expression", sub("expression", "sub == 'a'"), sub("expression", "sub == 'a'"), ["yes", "yes"]],
    ["another expression", sub("expression", "sub == 'a'"), sub("expression", "sub == 'b'"), ["unknown", "unknown"]],
    ["an expression and a text", sub("expression", "x"), sub("is", "b"), ["unknown", "unknown"]],
    ["an expression and nothing", undefined, sub("expression", "x"), ["yes", "unknown"]],
    ["nothing that can hold", sub("is", "a"), sub("is"), ["yes", "no"]],
    ["what is unknown", sub("is", hole("var.a")), sub("is", hole("var.b")), ["unknown", "unknown"]],
    ["the same that is unknown", sub("is", hole("var.a")), sub("is", hole("var.a")), ["yes", "yes"]],
    ["the same as text and as pattern", sub("like", hole("var.a")), sub("is", hole("var.a")), ["yes", "unknown"]],
    ["a known beginning that differs", sub("like", `repo:a/${hole("x")}`), sub("like", `repo:b/${hole("x")}*`), ["no", "no"]],
    ["a star over what is unknown", sub("like", "a*"), sub("is", `a${hole("x")}`), ["yes", "unknown"]],
    ["a question mark over what is unknown", sub("like", "a?"), sub("is", `a${hole("x")}`), ["unknown", "unknown"]],
  ])("compares %s", (_, a, b, expected) => {
    expect(both(shape(iss, ...(a === undefined ? [] : [a])), shape(iss, b))).toEqual(expected);
  });

  it("asks for a claim that may be missing", () => {
    const present: ClaimTest = { claim: "ref", test: "present", values: [] };
    const absent: ClaimTest = { claim: "ref", test: "absent", values: [] };
    const like: ClaimTest = { claim: "ref", test: "like", values: ["*"] };
    const other: ClaimTest = { claim: "ref", test: "not", values: ["x"] };
    expect(both(shape(), shape(like))).toEqual(["yes", "no"]);
    expect(both(shape(present), shape(like))).toEqual(["yes", "no"]);
    expect(both(shape(present), shape(absent))).toEqual(["no", "no"]);
    expect(both(shape(other), shape(absent))).toEqual(["yes", "no"]);
  });

  it("does not take one member of a list for all of them", () => {
    const wanted: ClaimTest = { claim: "groups", test: "is", values: ["a"] };
    const refused: ClaimTest = { claim: "groups", test: "not", values: ["b"] };
    expect(covers(shape(refused), shape(wanted))).toBe("unknown");
  });

  it("says yes of what takes nothing, whatever else is asked", () => {
    const aud: ClaimTest = { claim: "aud", test: "is", values: ["sts"] };
    expect(covers(shape(aud), shape(sub("is")))).toBe("yes");
  });

  it("leaves open what two tests may say together", () => {
    expect(covers(shape(sub("like", "a*b")), shape(sub("like", "a*"), sub("like", "*b")))).toBe("unknown");
    expect(covers(shape(sub("like", "a*")), shape(sub("like", "a*"), sub("like", "*b")))).toBe("yes");
  });

  it("does not take an unknown value for itself in any case", () => {
    const [any, one] = [shape(sub("is-ignoring-case", hole("var.a"))), shape(sub("is", hole("var.a")))];
    expect(both(any, one)).toEqual(["yes", "unknown"]);
  });

  it("compares every claim", () => {
    const aud: ClaimTest = { claim: "aud", test: "is", values: ["sts"] };
    expect(both(shape(iss, sub("is", "a")), shape(iss, sub("is", "a"), aud))).toEqual(["yes", "no"]);
    expect(both(shape(iss, sub("is", "a")), shape(sub("is", "a"), aud))).toEqual(["no", "no"]);
  });

  it("trusts nothing that could be void", () => {
    const open = { ...shape(iss), unknown: ["the pool may be disabled"] };
    expect(both(open, shape(iss))).toEqual(["unknown", "yes"]);
    expect(both(open, open)).toEqual(["yes", "yes"]);
    expect(covers(shape(sub("is", "a")), open)).toBe("unknown");
  });

  it("gives up on a comparison without bound instead of hanging", () => {
    const hard = Array.from({ length: 12 }, (_, n) => `*a${"?".repeat(n + 10)}b${"?".repeat(n)}*c${"*b?".repeat(40)}`);
    const started = Date.now();
    expect(["unknown", "no"]).toContain(covers(shape(sub("like", ...hard)), shape(sub("like", `${"*a?b".repeat(60)}*`))));
    expect(covers(shape(sub("like", "*a".repeat(50_000))), shape(sub("is", "a".repeat(100_000))))).not.toBe("no");
    expect(Date.now() - started).toBeLessThan(30_000);
  }, 60_000);
});

describe("what covers says of patterns", () => {
  const letters = ["", "a", "b", "z"];
  const ends = [...letters, "A"];
  const words = letters.flatMap((a) => letters.flatMap((b) => letters.flatMap((c) => ends.map((d) => a + b + c + d))));
  const patterns = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "A", "*", "?"), maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  });
  const tests = fc.tuple(fc.constantFrom<ClaimTest["test"]>("is", "is-ignoring-case", "like", "not", "not-like"), patterns);
  const shapes = tests.map(([test, values]) => sub(test, ...values));

  const takes = ({ test, values }: ClaimTest, word: string): boolean => {
    const fits = values.some((value) => {
      if (test === "is" || test === "not") return value === word;
      if (test === "is-ignoring-case") return value.toLowerCase() === word.toLowerCase();
      return new RegExp(`^${value.replaceAll("?", ".").replaceAll("*", ".*")}$`).test(word);
    });
    return test.startsWith("not") ? !fits : fits;
  };

  it("holds for every word", () => {
    fc.assert(
      fc.property(shapes, shapes, (wide, narrow) => {
        const asked = narrow.values.flatMap((value) => [value, value.toLowerCase(), value.toUpperCase()]);
        const counterexample = [...words, ...asked].find((word) => takes(narrow, word) && !takes(wide, word));
        const answer = covers(shape(wide), shape(narrow));
        if (answer === "yes") expect(counterexample).toBeUndefined();
        if (counterexample !== undefined) expect(answer).toBe("no");
        if (answer === "no" && narrow.test === "is") expect(counterexample).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it("is an order: everything covers itself, and what covers a cover covers", () => {
    fc.assert(
      fc.property(shapes, shapes, shapes, (a, b, c) => {
        expect(covers(shape(a), shape(a))).toBe("yes");
        if (covers(shape(a), shape(b)) === "yes" && covers(shape(b), shape(c)) === "yes") {
          expect(covers(shape(a), shape(c))).toBe("yes");
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
