// What a difference says, against what the clouds would answer to everybody before and after, whatever the variables are.
import fc from "fast-check";
import { becomeIdentity } from "../../../lib/verify/decide";
import {
  diff,
  type Model,
  type OtherWay,
  passes,
  readModel,
  type Token,
  type TokenShape,
  type Truth,
  type Verdict,
} from "../../../lib/verify";
import { all } from "../../../lib/verify/text";
import { type Estate, estates, IDENTITIES, OPTIONS, pairs, terraformOf } from "../estates";
import { tokens } from "../estate-tokens";
import { CALLERS } from "../estates/callers";
import { ACTS, may, type Surroundings } from "../estates/may";
import { type Values, valued, values } from "../estates/values";
import { NOW } from "../oracle";

const RUNS = Number(process.env["WORLDS"] ?? 150);
const read = (estate: Estate, variables: Partial<Values> = {}): Model =>
  readModel([{ name: "main.tf.json", json: terraformOf(estate) }], { ...OPTIONS, complete: true, variables });

const several = fc.array(tokens, { minLength: 20, maxLength: 20 });
const verdict = (model: Model, address: string, token: Token): Verdict =>
  becomeIdentity(model, model.named(address)[0]!, token, NOW).verdict;
const RANK: Readonly<Record<Verdict, number>> = { deny: 0, undetermined: 1, allow: 2 };

const surroundings: fc.Arbitrary<Surroundings> = fc.record({
  request: fc.constantFrom<Record<string, string>[]>(
    {},
    { "aws:SourceIp": "10.1.1.1", "aws:PrincipalOrgID": "o-acme" },
    { "aws:PrincipalOrgID": "o-evil" },
  ),
  holds: fc.boolean(),
});

/** Whether a shape takes a token, by its tests alone. */
function takenBy({ tests, unknown }: TokenShape, token: Token): Truth {
  const claims: Readonly<Record<string, unknown>> = token;
  const truths = tests.map((test): Truth => {
    const claim = Object.hasOwn(claims, test.claim) ? claims[test.claim] : undefined;
    return typeof claim === "object" ? (test.test === "absent" ? "no" : "unknown") : passes(test, claim as string | undefined);
  });
  return all([...truths, unknown.length === 0 ? "yes" : "unknown"]);
}

const wayText = ({ kind, who, conditions }: OtherWay): string => JSON.stringify([kind, who, [...conditions].sort()]);

describe("diff", () => {
  it("that is not wider lets nobody in who was refused, and no identity do more", () => {
    let narrow = 0;
    const changes = fc.oneof({ weight: 2, arbitrary: pairs }, { weight: 1, arbitrary: fc.tuple(estates, estates) });
    fc.assert(
      fc.property(changes, several, values, surroundings, ([before, after], asked, known, where) => {
        const [old, young] = [read(before), read(after)];
        if (diff(old, young).wider) return;
        narrow += 1;
        const [oldest, youngest] = [read(before, known), read(after, known)];
        for (const address of IDENTITIES) {
          // Whoever needs no token is in already.
          const ways = (model: Model): readonly OtherWay[] => model.named(address)[0]!.otherWays;
          const isOpen = ways(old).some(({ kind, conditions }) => kind === "everyone" && conditions.length === 0);
          for (const token of isOpen ? [] : asked) {
            for (const [was, is] of [
              [verdict(old, address, token), verdict(young, address, token)],
              [verdict(oldest, address, token), verdict(youngest, address, token)],
            ] as const)
              if (RANK[is] > RANK[was]) expect({ address, token, was, is }).toEqual({ address, token, was, is: was });
          }
          const texts = (model: Model): string[] => ways(model).map(wayText);
          const come = isOpen
            ? []
            : ways(young).filter((way) => way.conditions.length === 0 && !texts(old).includes(wayText(way)));
          expect({ address, come }).toEqual({ address, come: [] });
        }
        const [was, is] = [valued(before, known), valued(after, known)];
        const more = ACTS.filter((act) => may(is, act, where) && !may(was, act, where));
        expect({ more, known, where }).toEqual({ more: [], known, where });
        const come = CALLERS.filter((caller) => caller.getsIn(is) && !caller.getsIn(was)).map(({ name }) => name);
        expect({ come, known }).toEqual({ come: [], known });
      }),
      { numRuns: RUNS, endOnFailure: process.env["SHRINK"] === undefined },
    );
    expect(narrow).toBeGreaterThan(RUNS / 20);
  });

  it("of an estate with itself is not wider", () => {
    fc.assert(
      fc.property(estates, (estate) => {
        const { wider, trust, otherWays, permissions, issuers } = diff(read(estate), read(estate));
        expect({ wider, changes: [...trust, ...otherWays, ...permissions, ...issuers] }).toEqual({ wider: false, changes: [] });
      }),
      { numRuns: RUNS / 5 },
    );
  });
});

describe("shapes", () => {
  it("take every token that is let in, and certain ones take none that is refused", () => {
    fc.assert(
      fc.property(estates, several, (estate, asked) => {
        const model = read(estate);
        for (const address of IDENTITIES) {
          const identity = model.named(address)[0]!;
          for (const token of asked) {
            const answer = verdict(model, address, token);
            const takes = identity.shapes.map((shape) => takenBy(shape, token));
            if (answer === "allow")
              expect({ address, token, takes: takes.some((each) => each !== "no") }).toEqual({ address, token, takes: true });
            if (answer === "deny")
              expect({ address, token, takes: takes.includes("yes") }).toEqual({ address, token, takes: false });
          }
        }
      }),
      { numRuns: RUNS, endOnFailure: process.env["SHRINK"] === undefined },
    );
  });
});
