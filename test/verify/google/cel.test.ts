import { celEnv, celMethod, CelScalar, isCelError, listType, parse, plan } from "@bufbuild/cel";
import fc from "fast-check";
import { allOf, anyOf, claimEquals, claimIn } from "../../../lib/google/conditions";
import { readCel } from "../../../lib/verify/google/cel";
import { evaluate } from "../../../lib/verify/google/cel-evaluate";
import { celText } from "../../../lib/verify/google/cel-text";
import type { JsonObject } from "../../../lib/verify/json";
import { hole } from "../../../lib/verify/text";

const run = (text: string, assertion: JsonObject = {}) => evaluate(readCel(text), { assertion });
const value = (text: string, assertion: JsonObject = {}) => {
  const outcome = run(text, assertion);
  return outcome.kind === "value" ? outcome.value : outcome.kind;
};

const claims = {
  sub: "system:serviceaccount:shop:orders",
  n: 1,
  yes: true,
  nothing: null,
  list: ["a", "b"],
  "kubernetes.io": { namespace: "shop" },
};

test.each<[string, unknown]>([
  ["assertion.sub", "system:serviceaccount:shop:orders"],
  ["assertion['kubernetes.io']['namespace']", "shop"],
  ["assertion['kubernetes.io'].namespace in ['shop', 'billing']", true],
  ["'a' in assertion.list", true],
  ["'c' in assertion.list", false],
  ["'sub' in assertion", true],
  ["'missing' in assertion", false],
  ["'a' in assertion.sub", "error"],
  ["assertion.missing", "error"],
  ["assertion.sub.missing", "error"],
  ["assertion.n == 1", true],
  ["assertion.n == 1.0", true],
  ["assertion.n == '1'", false],
  ["assertion.n != '1'", true],
  ["assertion.n < 2 && assertion.n >= 1", true],
  ["'a' < 1", "error"],
  ["'\u{1F600}' > '\uFFFD'", true],
  ["assertion.nothing == null", true],
  ["assertion.list[1]", "b"],
  ["assertion.list[2]", "error"],
  ["assertion.list == ['a', 'b']", true],
  ["{'a': 'x'}[assertion.list[0]]", "x"],
  ["{'a': 'x'}['b']", "error"],
  ["{'a': 1, 'a': 2}['a']", "error"],
  ["assertion.yes ? 'then' : 'else'", "then"],
  ["assertion.sub ? 'then' : 'else'", "error"],
  ["!assertion.yes", false],
  ["!assertion.sub", "error"],
  ["assertion.sub.contains('account:sh')", true],
  ["assertion.sub.startsWith('System')", false],
  ["assertion.sub.endsWith(':orders')", true],
  ["assertion.n.startsWith('1')", "error"],
  ["assertion.sub.matches('shop:.rders')", true],
  ["assertion.sub.matches('^shop')", false],
  ["assertion.sub.matches('(?<=a)b')", "error"],
  ["assertion.sub.split(':')[2]", "shop"],
  ["assertion.list.join('-')", "a-b"],
  ["[1].join('-')", "error"],
  ["'a' + assertion.list[0]", "aa"],
  ["'a' + 1", "error"],
  ["assertion.missing == 'a' || true", true],
  ["true || assertion.missing == 'a'", true],
  ["assertion.missing == 'a' && false", false],
  ["assertion.missing == 'a' && true", "error"],
  ["assertion.sub && true", "error"],
  ["subject", "error"],
  ["google.subject", "error"],
  ["has(assertion.sub)", "unknown"],
  ["has(assertion.sub) && false", false],
  ["has(assertion.sub) || true", true],
  ["has(assertion.sub) == assertion.missing", "error"],
  ["size(assertion.sub) > 1", "unknown"],
  ["assertion.list.exists(x, x == 'a')", "unknown"],
  ["assertion.sub.lowerAscii()", "unknown"],
  ["assertion.n + assertion.n", "unknown"],
  ["assertion.n - 1", "unknown"],
  ["1u == 1", "unknown"],
  ["b'a' == b'a'", "unknown"],
  ["assertion.sub ==", "unknown"],
  ["", "unknown"],
])("%s is %p", (text, expected) => {
  expect(value(text, claims)).toEqual(expected);
});

test("An expression that holds something unknown is unknown, even where only a literal does", () => {
  expect(run(`assertion.sub == '${hole("var.sub")}'`)).toEqual({
    kind: "unknown",
    why: "it holds what is unknown until apply",
  });
});

test("Names of JavaScript's own objects are no claims", () => {
  for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty"]) {
    expect(value(`assertion['${name}']`, { sub: "a" })).toBe("error");
    expect(value(`assertion.sub['${name}']`, { sub: "a" })).toBe("error");
    expect(value(`'${name}' in assertion`, { sub: "a" })).toBe(false);
    expect(value(`assertion.list['${name}']`, { list: [] })).toBe("error");
  }
});

test("No expression or claim of a stranger's hangs or overflows", () => {
  let deep: JsonObject = {};
  for (let level = 0; level < 20_000; level += 1) deep = { a: deep };
  const hostile = [
    "(".repeat(2000) + "a" + ")".repeat(2000),
    "!".repeat(4000) + "true",
    "-".repeat(4000) + "1",
    Array(1300).fill("a").join("&&"),
    Array(1000).fill("a").join("."),
    "true?".repeat(500) + "1" + ":1".repeat(500),
    "'a'.matches('(a{30}){30}')",
    "a".repeat(1_000_000),
    "assertion.deep == assertion.deeper",
  ];
  const start = Date.now();
  for (const text of hostile) expect(() => run(text, { deep, deeper: deep })).not.toThrow();
  expect(value("assertion.a == assertion.b", { a: deep, b: { a: deep } })).toBe("unknown");
  expect(Date.now() - start).toBeLessThan(2000);
});

describe("extract", () => {
  test.each([
    ["repo:acme/api:ref:refs/heads/main", "/heads/{branch}/", ""],
    ["repo:acme/api:ref:refs/heads/main", "/heads/{branch}", "main"],
    ["repo:acme/api:ref:refs/heads/a/b", "/heads/{branch}/", "a"],
    ["arn:aws:sts::1:assumed-role/my-role/s", "{account_arn}assumed-role/", "arn:aws:sts::1:"],
    ["arn:aws:sts::1:assumed-role/my-role/s", "assumed-role/{role_name}/", "my-role"],
    ["abc", "{all}", "abc"],
    ["abc", "x{y}", ""],
  ])("of %s by %s is %p", (text, template, expected) => {
    expect(value(`assertion.sub.extract('${template}')`, { sub: text })).toBe(expected);
  });

  test("A template without one name in braces is not documented", () => {
    for (const template of ["abc", "{a}{b}", "{a", "a}"]) expect(value(`'abc'.extract('${template}')`)).toBe("unknown");
  });

  test("What it gives stands between prefix and suffix, and holds no suffix", () => {
    const part = fc.stringMatching(/^[a-c/]{0,4}$/);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c/]{0,12}$/), part, part, (text, prefix, suffix) => {
        const found = value(`assertion.t.extract('${prefix}{x}${suffix}')`, { t: text }) as string;
        expect(text.includes(found)).toBe(true);
        if (suffix !== "") expect(found.includes(suffix)).toBe(false);
        if (found !== "") expect(text.includes(prefix + found + suffix)).toBe(true);
      }),
    );
  });
});

describe("The library's own conditions", () => {
  const text = fc.string({ unit: "binary", maxLength: 20 }).filter((one) => !/[\uE000\uE001\0]|[$%]\{TOKEN|#\{TOKEN/.test(one));
  const claim = fc.oneof(
    fc.constantFrom("sub", "in", "null", "kubernetes.io", "constructor"),
    fc.stringMatching(/^[a-z'\\_]{1,6}$/),
  );

  test("claimEquals is true for its value alone, whatever that is made of", () => {
    fc.assert(
      fc.property(claim, text, text, (name, wanted, other) => {
        const condition = claimEquals(name, wanted);
        const token = (told: string): JsonObject => Object.fromEntries([[name, told]]);
        expect(value(condition, token(wanted))).toBe(true);
        expect(value(condition, token(other))).toBe(wanted === other);
        expect(value(condition, {})).toBe("error");
      }),
    );
  });

  test("claimIn, allOf and anyOf are what they say", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), text, (wanted, told) => {
        expect(value(claimIn("c", wanted), { c: told })).toBe(wanted.includes(told));
        const parts = wanted.map((one) => claimEquals("c", one));
        expect(value(anyOf(...parts), { c: told })).toBe(wanted.includes(told));
        expect(value(allOf(...parts), { c: told })).toBe(wanted.every((one) => one === told));
      }),
    );
  });
});

test("The engine agrees with an independent one on expressions of the documented part", () => {
  const env = celEnv({
    variables: { assertion: CelScalar.DYN },
    funcs: [
      celMethod("split", CelScalar.STRING, [CelScalar.STRING], listType(CelScalar.STRING), function (by) {
        return this.split(by);
      }),
    ],
  });
  const leaf = fc.constantFrom(
    ...[
      "assertion.a",
      "assertion.b",
      "assertion.n",
      "assertion.l",
      "assertion.o",
      "assertion.o.x",
      "assertion.gone",
      "'a'",
      "'ab'",
      "1",
      "2.5",
    ],
    ...["true", "false", "null", "['a', 1]", "{'a': 'b'}", "assertion.l[0]", "assertion.l[9]", "assertion['a']"],
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(tie("expression"), fc.constantFrom("&&", "||", "==", "!=", "<", ">=", "in"), tie("expression"))
        .map(([a, o, b]) => `(${a}) ${o} (${b})`),
      fc
        .tuple(tie("expression"), fc.constantFrom("contains", "startsWith", "endsWith", "split"), tie("expression"))
        .map(([a, f, b]) => `(${a}).${f}(${b})`),
      fc.tuple(tie("expression"), tie("expression"), tie("expression")).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
      tie("expression").map((a) => `!(${a})`),
    ),
  }));
  const token = { a: "a", b: "ab", n: 1, l: ["a", "b"], o: { x: "a" } };
  fc.assert(
    fc.property(expression, (text) => {
      const ours = run(text, token);
      const theirs = plan(env, parse(text))({ assertion: token });
      if (ours.kind === "unknown") return;
      const isError = isCelError(theirs);
      expect([text, ours.kind === "error"]).toEqual([text, isError]);
      if (ours.kind === "value" && (typeof ours.value !== "object" || ours.value === null)) {
        expect([text, typeof theirs === "bigint" ? Number(theirs) : theirs]).toEqual([
          text,
          typeof ours.value === "bigint" ? Number(ours.value) : ours.value,
        ]);
      }
      expect(run(celText(readCel(text)), token)).toEqual(ours);
    }),
    { numRuns: 2000 },
  );
});
