// A comparison that finds nothing wider, and the decisions on a token before and after, must agree.
import fc from "fast-check";
import { decide } from "../../../lib/verify/decide";
import { diff } from "../../../lib/verify/diff";
import type { Model } from "../../../lib/verify/model";
import type { Token } from "../../../lib/verify/token";
import { NOW, tokenOf } from "./build";
import { modelOfWorld, type World, worlds } from "./random-worlds";

const RUNS = Number(process.env["AGREE_RUNS"] ?? 1000);

/** A world, and the same with one thing of another's. */
const pairs = fc.tuple(worlds, worlds, fc.nat(), fc.boolean()).map(([one, other, seed, isTurned]): readonly [World, World] => {
  const [provider, grant] = [other.providers[0], other.grants[0]];
  const keys = Object.keys(provider ?? {}) as (keyof World["providers"][number])[];
  const key = keys[seed % keys.length] ?? "disabled";
  const changed: readonly World[] = [
    {
      ...one,
      providers: one.providers.map((each, at) => (at === 0 && provider !== undefined ? { ...each, [key]: provider[key] } : each)),
    },
    { ...one, providers: [...one.providers, ...other.providers].slice(0, 2) },
    { ...one, grants: [...one.grants, ...(grant === undefined ? [] : [grant])] },
    {
      ...one,
      grants: one.grants.map((each, at) => (at === 0 && grant !== undefined ? { ...each, member: grant.member } : each)),
    },
    {
      ...one,
      grants: one.grants.map((each, at) =>
        at === 0 && grant !== undefined ? { ...each, condition: grant.condition, role: grant.role } : each,
      ),
    },
    { ...one, account: other.account },
  ];
  const after = changed[seed % changed.length] ?? one;
  return isTurned ? [after, one] : [one, after];
});

describe("a comparison of Google Cloud's files", () => {
  it("finds wider whatever lets in a token that was refused", () => {
    const seen = { wider: 0, same: 0 };
    const check = ([one, other]: readonly [World, World]): void => {
      const token = JSON.parse(JSON.stringify(tokenOf(one.claims))) as Token;
      const [before, after] = [modelOfWorld(one), modelOfWorld({ ...other, complete: one.complete, numbers: one.numbers })];
      const { wider } = diff(before, after);
      seen[wider ? "wider" : "same"] += 1;
      const verdict = (model: Model, identity: string): string => {
        if (model.named(identity).length === 0) return "deny";
        const decision = decide(model, { token, now: NOW, request: { type: "become", identity } });
        // Of an issuer that no provider takes, decisions wait for `complete`.
        return decision.checks.some(({ why }) => why.startsWith("the files hold no provider")) ? "deny" : decision.verdict;
      };
      for (const { address } of after.identities) {
        const told = [verdict(before, address), verdict(after, address)];
        const isLetIn = told.join() === "deny,allow" || told.join() === "deny,undetermined";
        if (isLetIn && !wider)
          expect({ address, told, before: shapesIn(before, address), after: shapesIn(after, address) }).toBe("wider");
      }
    };
    fc.assert(fc.property(pairs, check), { numRuns: RUNS });
    expect(Object.entries(seen).filter(([, count]) => count < RUNS / 50)).toEqual([]);
  });
});

const shapesIn = (model: Model, address: string) => model.named(address).map(({ shapes }) => shapes);
