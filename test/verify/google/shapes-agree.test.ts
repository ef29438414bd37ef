// Two readings of the same files must agree: the shapes of token that an identity accepts, and the decision on a token. Shapes say nothing
// of the time, nor of the 8 KB that all mapped values together may have.
import fc from "fast-check";
import { passes } from "../../../lib/verify/claim-test";
import { decide } from "../../../lib/verify/decide";
import { readCel } from "../../../lib/verify/google/cel";
import { evaluate } from "../../../lib/verify/google/cel-evaluate";
import type { JsonObject } from "../../../lib/verify/json";
import type { ClaimTest, TokenShape } from "../../../lib/verify/shape";
import { all, any, type Truth } from "../../../lib/verify/text";
import { whatCan } from "../../../lib/verify/what-can";
import { NOW, tokenOf } from "./build";
import { modelOfWorld, type World, worlds } from "./random-worlds";

const RUNS = Number(process.env["AGREE_RUNS"] ?? 2000);

/** What a test says of a token: an expression is CEL. A claim that is not a text is none. */
function truthOf({ tests, unknown }: TokenShape, token: JsonObject): Truth {
  return all([...tests.map((test) => truth(test, token)), unknown.length === 0 ? "yes" : "unknown"]);
}

function truth(test: ClaimTest, token: JsonObject): Truth {
  if (test.test === "expression") {
    const outcomes = test.values.map((text) => evaluate(readCel(text), { assertion: token }));
    return all(
      outcomes.map((outcome) =>
        outcome.kind === "unknown" ? "unknown" : outcome.kind === "value" && outcome.value === true ? "yes" : "no",
      ),
    );
  }
  const claim = claimOf(test.claim, token);
  const found = test.claim === "aud" ? [claim].flat() : [claim];
  return any((found.length === 0 ? [undefined] : found).map((one) => passes(test, typeof one === "string" ? one : undefined)));
}

const PATHS: Readonly<Record<string, readonly string[]>> = {
  "k.n": ["k", "n"],
  "kubernetes.io.serviceaccount.uid": ["kubernetes.io", "serviceaccount", "uid"],
};

function claimOf(claim: string, token: JsonObject): unknown {
  const inner = (of: unknown, name: string): unknown =>
    typeof of === "object" && of !== null ? (of as JsonObject)[name] : undefined;
  return (PATHS[claim] ?? [claim]).reduce<unknown>(inner, token);
}

describe("the shapes of Google Cloud's identities and the decisions on a token", () => {
  it("agree, whatever the files say", () => {
    const seen = { allow: 0, deny: 0, undetermined: 0, certain: 0 };
    const check = (world: World): void => {
      const model = modelOfWorld(world);
      const token = tokenOf(world.claims);
      const told = JSON.parse(JSON.stringify(token)) as JsonObject;
      for (const { address, shapes } of model.identities) {
        const { verdict, checks } = decide(model, {
          token: told as typeof token,
          now: NOW,
          request: { type: "become", identity: address },
        });
        const truths = shapes.map((shape) => truthOf(shape, told));
        const { iss, sub, aud } = told;
        const plain = Object.fromEntries(Object.entries(told).filter(([, one]) => typeof one === "string")) as Record<
          string,
          string
        >;
        const isPlain = typeof iss === "string" && typeof sub === "string" && typeof aud === "string";
        const can =
          isPlain &&
          whatCan(model, { issuer: iss, subject: sub, audience: aud, claims: plain }).some(
            ({ identity }) => identity.address === address,
          );
        seen[verdict] += 1;
        if (truths.includes("yes")) seen.certain += 1;
        const found = { address, verdict, truths, shapes, checks, told };
        // An expression counts characters, and whether Google does is not documented.
        const isOfBytes = verdict === "undetermined" && checks.some(({ why }) => why.includes("bytes or characters"));
        if (truths.includes("yes") && !isOfBytes) expect(found).toEqual({ ...found, verdict: "allow" });
        if (verdict === "allow")
          expect(found).toEqual({ ...found, truths: truths.every((one) => one === "no") ? ["someone"] : truths });
        if (isPlain && verdict !== "deny" && !checks.some(({ why }) => why.startsWith("the files hold no provider"))) {
          expect({ ...found, can }).toEqual({ ...found, can: true });
        }
      }
    };
    fc.assert(fc.property(worlds, check), { numRuns: RUNS });
    expect(Object.entries(seen).filter(([, count]) => count < RUNS / 400)).toEqual([]);
  });
});
