// What is said for certain: by the matchers, against every way in; and by fewer files, against more of them.
import fc from "fast-check";
import { type Decision, type Model, readModel } from "../../lib/verify";
import { becomeIdentity } from "../../lib/verify/decide";
import { trustMatchers } from "../../lib/testing";
import { AUDIENCES, AZURE_IDENTITY, estates, GOOGLE_ACCOUNT, ISSUERS, ROLE, SUBJECTS, terraformOf } from "./estates";
import { tokens } from "./estate-tokens";
import { NOW } from "./oracle";

const RUNS = Number(process.env["WORLDS"] ?? 150);
const OPTIONS = { awsAccounts: "111122223333", googleProjectNumbers: { acme: "123456789012" } };
const IDENTITIES = [ROLE, GOOGLE_ACCOUNT, AZURE_IDENTITY] as const;
const bearers = fc.record({ issuer: fc.constantFrom(...ISSUERS), subject: fc.constantFrom(...SUBJECTS) });
type Token = Parameters<typeof becomeIdentity>[2];

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
      fc.property(estates, bearers, fc.constantFrom(...IDENTITIES), (estate, { issuer, subject }, address) => {
        const model = readModel([{ name: "main.tf.json", json: terraformOf(estate) }], { ...OPTIONS, complete: true });
        let passed: boolean;
        try {
          passed = trustMatchers.toKeepOut.call({}, model, { issuer, subject }, address).pass;
        } catch {
          // Which audience the identity wants cannot be told: nothing is claimed.
          return;
        }
        if (!passed) return;
        kept += 1;
        const refused = AUDIENCES.map((aud) => answer(model, address, tokenOf(issuer, subject, aud))?.verdict);
        expect({ address, issuer, subject, refused }).toEqual({ address, issuer, subject, refused: AUDIENCES.map(() => "deny") });
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(kept).toBeGreaterThan(RUNS / 10);
  });

  it("let in only whom they name, and nobody without a token", () => {
    let only = 0;
    fc.assert(
      fc.property(estates, fc.array(tokens, { minLength: 20, maxLength: 20 }), (estate, asked) => {
        const model = readModel([{ name: "main.tf.json", json: terraformOf(estate) }], { ...OPTIONS, complete: true });
        const named = estate.azure.credentials.map(([issuer, subject]) => ({ issuer, subject }));
        if (named.length === 0 || !trustMatchers.toLetInOnly.call({}, model, named, AZURE_IDENTITY).pass) return;
        only += 1;
        expect(model.named(AZURE_IDENTITY)[0]!.otherWays).toEqual([]);
        for (const token of asked) {
          const isNamed = named.some(({ issuer, subject }) => token.iss === issuer && token.sub === subject);
          if (!isNamed)
            expect({ token, verdict: answer(model, AZURE_IDENTITY, token)?.verdict }).toEqual({ token, verdict: "deny" });
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(only).toBeGreaterThan(RUNS / 20);
  });
});

describe("fewer files", () => {
  it("never say for certain the opposite of what all say", () => {
    const types = Object.keys((terraformOf(fc.sample(estates, { numRuns: 1, seed: 1 })[0]!) as { resource: object }).resource);
    fc.assert(
      fc.property(estates, fc.subarray(types), fc.array(tokens, { minLength: 10, maxLength: 10 }), (estate, left, asked) => {
        const { resource } = terraformOf(estate) as { resource: Record<string, object> };
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
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
