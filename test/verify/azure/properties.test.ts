import fc from "fast-check";
import { parseExpression, evaluate } from "../../../lib/verify/azure/flexible-expression";
import { credentials, CREDENTIAL, decided, TOKEN } from "./samples";

const text = fc
  .string({ minLength: 1, maxLength: 30 })
  .filter((each) => each.trim() === each && each !== "" && !/[${}%\uE000\uE001]/.test(each));

test("a token that differs in one character of issuer or subject is refused, and the right one is let in", () => {
  fc.assert(
    fc.property(text, text, fc.constantFrom("iss", "sub"), fc.nat(), text, (issuer, subject, claim, at, other) => {
      const json = credentials({ ...CREDENTIAL, issuer, subject });
      const right = { ...TOKEN, iss: issuer, sub: subject };
      expect(decided(json, right).verdict).toBe("allow");
      const told = right[claim];
      const place = at % (told.length + 1);
      const changed = told.slice(0, place) + other + told.slice(place + 1);
      fc.pre(changed !== told);
      expect(decided(json, { ...right, [claim]: changed }).verdict).toBe("deny");
    }),
    { numRuns: 300 },
  );
});

test("an audience that differs in one character is refused", () => {
  const [audience = ""] = CREDENTIAL.audience;
  fc.assert(
    fc.property(fc.nat({ max: audience.length }), text, (at, other) => {
      const changed = audience.slice(0, at) + other + audience.slice(at + 1);
      fc.pre(changed !== audience);
      expect(decided(credentials(CREDENTIAL), { ...TOKEN, aud: changed }).verdict).toBe("deny");
    }),
  );
});

test("expressions of strangers are read and evaluated without an error, whatever they hold", () => {
  const part = fc.constantFrom(
    "claims['",
    "']",
    " eq ",
    " matches ",
    "'",
    " and ",
    "*",
    "?",
    "sub",
    "__proto__",
    "constructor",
    "\n",
    "x",
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 40 }).map((parts) => parts.join("")),
      (expression) => {
        const parsed = parseExpression(expression);
        expect(["yes", "no", "unknown"]).toContain(evaluate(parsed, TOKEN));
        if (parsed.error !== undefined) expect(evaluate(parsed, TOKEN)).toBe("unknown");
      },
    ),
    { numRuns: 1000 },
  );
});

test("patterns of strangers take no long time", () => {
  const started = Date.now();
  const long = "a".repeat(1_000_000);
  const hostile = parseExpression(`claims['sub'] matches '${"*a".repeat(300_000)}b'`);
  expect(evaluate(hostile, { ...TOKEN, sub: long })).toBe("unknown");
  const few = parseExpression(`claims['sub'] matches '${"*a".repeat(4)}*b'`);
  expect(evaluate(few, { ...TOKEN, sub: long })).toBe("no");
  expect(parseExpression("claims['sub'] eq 'x' and ".repeat(50_000)).error).toBeDefined();
  expect(Date.now() - started).toBeLessThan(2000);
});
