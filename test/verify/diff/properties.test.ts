// What a difference says, against what the clouds would answer to everybody before and after.
import fc from "fast-check";
import { becomeIdentity } from "../../../lib/verify/decide";
import {
  diff,
  type Model,
  type OtherWay,
  passes,
  type PermissionStatement,
  readModel,
  type Token,
  type TokenShape,
  type Truth,
} from "../../../lib/verify";
import { globMatches } from "../../../lib/verify/glob";
import { all } from "../../../lib/verify/text";
import { AZURE_IDENTITY, type Estate, estates, GOOGLE_ACCOUNT, pairs, ROLE, terraformOf } from "../estates";
import { tokens } from "../estate-tokens";
import { NOW } from "../oracle";

const RUNS = Number(process.env["WORLDS"] ?? 150);
const OPTIONS = { awsAccounts: "111122223333", googleProjectNumbers: { acme: "123456789012" }, complete: true };
const read = (estate: Estate): Model => readModel([{ name: "main.tf.json", json: terraformOf(estate) }], OPTIONS);
const IDENTITIES = [ROLE, GOOGLE_ACCOUNT, AZURE_IDENTITY];

const several = fc.array(tokens, { minLength: 20, maxLength: 20 });
const verdict = (model: Model, address: string, token: Token): string =>
  becomeIdentity(model, model.named(address)[0]!, token, NOW).verdict;

/** Actions of policies, roles and role definitions, and on what. */
const ACTS = [
  ["s3:GetObject", "arn:aws:s3:::a/x"],
  ["s3:GetObject", "arn:aws:s3:::b/x"],
  ["s3:PutObject", "arn:aws:s3:::a/x"],
  ["sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:q"],
  ["iam:CreateUser", "arn:aws:iam::111122223333:user/x"],
  ["storage.objects.get", "x"],
  ["storage.objects.delete", "x"],
  ["Microsoft.Storage/storageAccounts/read", "x"],
  ["Microsoft.Storage/storageAccounts/write", "x"],
  ["Microsoft.Compute/virtualMachines/start/action", "x"],
] as const;

/** Whether the identity's own permissions let it do something: an oracle of its own. */
function may(model: Model, address: string, action: string, resource: string): boolean {
  const identity = model.named(address)[0]!;
  const about = ({ actions, exceptActions, resources, exceptResources }: PermissionStatement): boolean => {
    const hit = (patterns: readonly string[], text: string): boolean =>
      patterns.some((pattern) => globMatches(pattern.toLowerCase(), text.toLowerCase()));
    return hit(actions, action) && !hit(exceptActions, action) && hit(resources, resource) && !hit(exceptResources, resource);
  };
  const statements = identity.permissions.flatMap(({ content }) => content?.statements ?? []);
  const of = (effect: PermissionStatement["effect"]): PermissionStatement[] =>
    statements.filter((each) => each.effect === effect && about(each));
  return of("allow").length > 0 && of("deny").length === 0;
}

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
    fc.assert(
      fc.property(fc.oneof(pairs, fc.tuple(estates, estates)), several, ([before, after], asked) => {
        const [old, young] = [read(before), read(after)];
        if (diff(old, young).wider) return;
        narrow += 1;
        for (const address of IDENTITIES) {
          // Whoever needs no token is in already.
          const ways = (model: Model): readonly OtherWay[] => model.named(address)[0]!.otherWays;
          const isOpen = ways(old).some(({ kind, conditions }) => kind === "everyone" && conditions.length === 0);
          for (const token of isOpen ? [] : asked) {
            const [was, is] = [verdict(old, address, token), verdict(young, address, token)];
            // What was refused for certain stays refused for certain.
            if (was === "deny") expect({ address, token, is }).toEqual({ address, token, is: "deny" });
          }
          for (const [action, resource] of ACTS) {
            if (may(young, address, action, resource))
              expect({ address, action, was: may(old, address, action, resource) }).toEqual({ address, action, was: true });
          }
          const texts = (model: Model): string[] => ways(model).map(wayText);
          const come = isOpen
            ? []
            : ways(young).filter((way) => way.conditions.length === 0 && !texts(old).includes(wayText(way)));
          expect({ address, come }).toEqual({ address, come: [] });
        }
      }),
      { numRuns: RUNS, endOnFailure: true },
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
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
