// What is said for certain: by the matchers, against every way in; by fewer files, against more; and of unknown values, whatever they are.
import fc from "fast-check";
import { type Decision, type Model, readModel, type Token } from "../../lib/verify";
import { becomeIdentity } from "../../lib/verify/decide";
import { type Bearer, type OtherBearer, trustMatchers } from "../../lib/testing";
import { AUDIENCES, estates, type Estate, IDENTITIES, ISSUERS, OPTIONS, resourcesOf, SUBJECTS, terraformOf } from "./estates";
import { CALLERS } from "./estates/callers";
import { tokens } from "./estate-tokens";
import { same } from "../../lib/verify/text";
import { type Values, valued, values } from "./estates/values";
import { NOW } from "./oracle";

const RUNS = Number(process.env["WORLDS"] ?? 150);
const endOnFailure = process.env["SHRINK"] === undefined;
const bearers = fc.record({ issuer: fc.constantFrom(...ISSUERS), subject: fc.constantFrom(...SUBJECTS) });
const several = fc.array(tokens, { minLength: 20, maxLength: 20 });
const addresses = fc.constantFrom(...IDENTITIES);

const read = (estate: Estate, variables: Partial<Values> = {}, complete = true): Model =>
  readModel([{ name: "main.tf.json", json: terraformOf(estate) }], { ...OPTIONS, complete, variables });
const answer = (model: Model, address: string, token: Token): Decision | undefined => {
  const [identity] = model.named(address);
  return identity === undefined ? undefined : becomeIdentity(model, identity, token, NOW);
};
const tokenOf = (issuer: string, subject: string, aud: string): Token => ({
  iss: issuer,
  sub: subject,
  aud,
  iat: NOW - 60,
  exp: NOW + 3000,
});

describe("the matchers", () => {
  it("keep out for certain only who is refused on every way, with every audience", () => {
    let kept = 0;
    fc.assert(
      fc.property(estates, bearers, addresses, values, (estate, { issuer, subject }, address, known) => {
        const model = read(estate);
        let passed: boolean;
        try {
          passed = trustMatchers.toKeepOut.call({}, model, { issuer, subject }, address).pass;
        } catch {
          // Which audience the identity wants cannot be told: nothing is claimed.
          return;
        }
        if (!passed) return;
        kept += 1;
        for (const each of [model, read(estate, known)]) {
          const refused = AUDIENCES.map((aud) => answer(each, address, tokenOf(issuer, subject, aud))?.verdict);
          expect({ address, issuer, subject, refused }).toEqual({
            address,
            issuer,
            subject,
            refused: AUDIENCES.map(() => "deny"),
          });
        }
      }),
      { numRuns: RUNS, endOnFailure },
    );
    expect(kept).toBeGreaterThan(RUNS / 10);
  });

  it("let in only whom they name, and nobody without a token", () => {
    let only = 0;
    fc.assert(
      fc.property(estates, several, addresses, values, (estate, asked, address, known) => {
        const model = read(estate);
        const named = namedBy(model, address);
        if (!trustMatchers.toLetInOnly.call({}, model, [...named.tokens, ...named.others], address).pass) return;
        only += 1;
        for (const each of [model, read(estate, known)]) {
          for (const token of asked.filter((one) => !named.tokens.some((bearer) => isOf(bearer, one))))
            expect({ address, token, verdict: answer(each, address, token)?.verdict }).toEqual({
              address,
              token,
              verdict: "deny",
            });
        }
        const principals = named.others.map(({ principal }) => principal);
        const come = CALLERS.filter(
          (caller) =>
            caller.identity === address &&
            !caller.names.some((name) => principals.includes(name)) &&
            caller.getsIn(valued(estate, known)),
        ).map(({ name }) => name);
        expect({ address, known, come }).toEqual({ address, known, come: [] });
      }),
      { numRuns: RUNS, endOnFailure },
    );
    expect(only).toBeGreaterThan(RUNS / 20);
  });
});

/** Everybody whom an identity lets in for certain, as a test would name them. */
function namedBy(model: Model, address: string): { tokens: Bearer[]; others: OtherBearer[] } {
  const [identity] = model.named(address);
  const tokens = (identity?.shapes ?? []).flatMap(({ tests }) =>
    tests
      .filter(({ test, claim }) => test === "is" && claim !== "aud")
      .reduce<Record<string, string>[]>(
        (all, { claim, values: each }) => all.flatMap((claims) => each.map((value) => ({ ...claims, [claim]: value }))),
        [{}],
      )
      .map(({ iss = "", sub = "", ...claims }): Bearer => ({ issuer: iss, subject: sub, claims })),
  );
  return {
    tokens,
    others: (identity?.otherWays ?? []).filter(({ kind }) => kind !== "unknown").map(({ who }) => ({ principal: who })),
  };
}

/** A slash more or less at the end of an issuer is the same issuer to a test; who is unknown is whoever that turns out to be. */
const isOf = ({ issuer, subject, claims }: Bearer, token: Token): boolean =>
  same((issuer as string).replace(/\/$/, ""), token.iss.replace(/\/$/, "")) !== "no" &&
  same(subject, token.sub) !== "no" &&
  Object.entries(claims ?? {}).every(([claim, value]) => same(value as string, (token[claim] ?? "") as string) !== "no");

describe("what is certain of unknown values", () => {
  it("is not the opposite of what holds for some of them", () => {
    fc.assert(
      fc.property(estates, values, several, fc.boolean(), (estate, known, asked, complete) => {
        const [open, closed] = [read(estate, {}, complete), read(estate, known, complete)];
        for (const address of IDENTITIES) {
          for (const token of asked) {
            const said = answer(open, address, token)?.verdict;
            if (said === "undetermined") continue;
            const opposite = said === "allow" ? "deny" : "allow";
            expect({ address, token, known, said, is: answer(closed, address, token)?.verdict }).not.toEqual({
              ...{ address, token, known, said },
              is: opposite,
            });
          }
        }
      }),
      { numRuns: RUNS, endOnFailure },
    );
  });
});

describe("fewer files", () => {
  it("never say for certain the opposite of what all say", () => {
    const types = [...new Set(fc.sample(estates, { numRuns: 100, seed: 1 }).flatMap((each) => Object.keys(resourcesOf(each))))];
    fc.assert(
      fc.property(estates, fc.subarray(types), fc.array(tokens, { minLength: 10, maxLength: 10 }), (estate, left, asked) => {
        const resource = resourcesOf(estate);
        const part = (isIn: (type: string) => boolean): object => ({
          resource: Object.fromEntries(Object.entries(resource).filter(([type]) => isIn(type))),
        });
        const some = readModel([{ name: "main.tf.json", json: part((type) => !left.includes(type)) }], OPTIONS);
        const all = readModel([{ name: "main.tf.json", json: { resource } }], OPTIONS);
        for (const address of IDENTITIES) {
          for (const token of asked) {
            const [few, many] = [answer(some, address, token), answer(all, address, token)];
            if (few === undefined || many === undefined) continue;
            const said = { address, token, few: few.verdict, many: many.verdict };
            if (few.verdict === "allow") expect(said).not.toEqual({ ...said, many: "deny" });
            if (few.verdict === "deny" && few.assumes === undefined) expect(said).not.toEqual({ ...said, many: "allow" });
          }
        }
      }),
      { numRuns: RUNS, endOnFailure },
    );
  });
});
