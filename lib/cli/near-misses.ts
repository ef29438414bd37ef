import { passes, testText } from "../verify/claim-test";
import type { Model } from "../verify/model";
import type { ModelIdentity } from "../verify/model-identity";
import type { ClaimTest } from "../verify/shape";
import { same } from "../verify/text";
import type { Token } from "../verify/token";
import { distance } from "./nearest";

/** An identity that a token nearly becomes, and what is in the way. */
export interface NearMiss {
  readonly identity: ModelIdentity;
  /** What a shape asks for and the token has not, or which rules of the files no token passes together, one sentence each. */
  readonly hints: readonly string[];
}

/** Texts that differ in more than this share of their letters do not look like a slip. */
const ALIKE = 0.34;

type Ranked = NearMiss & { readonly rank: number };

/** What keeps the token from an identity by least; undefined if nothing does, or nothing would let it in. */
export function nearMiss(model: Model, identity: ModelIdentity, token: Token): Ranked | undefined {
  return missedShape(identity, token) ?? contradiction(model, identity, token);
}

function missedShape(identity: ModelIdentity, token: Token): Ranked | undefined {
  const misses = identity.shapes.map((shape) => {
    const failed = shape.tests.filter((test) => passes(test, claimOf(token, test.claim)) === "no");
    const rank = failed.reduce((sum, test) => sum + 1 + farness(test, claimOf(token, test.claim)), 0);
    return { identity, hints: failed.map((test) => hintOf(test, claimOf(token, test.claim))), rank };
  });
  return misses.filter(({ hints }) => hints.length > 0).sort((a, b) => a.rank - b.rank)[0];
}

/** The nearest misses of a token in a whole model: one slip away, or two that look like slips. */
export function nearMisses(model: Model, token: Token, except: ReadonlySet<ModelIdentity>, most: number): NearMiss[] {
  return model.identities
    .filter((identity) => !except.has(identity))
    .flatMap((identity) => nearMiss(model, identity, token) ?? [])
    .filter(({ rank }) => rank < 2)
    .sort((a, b) => a.rank - b.rank || (a.identity.address < b.identity.address ? -1 : 1))
    .slice(0, most);
}

/** Rules that exclude each other, of which the token passes one: of an identity that has no shape, they are what to mend. */
function contradiction({ clouds }: Model, identity: ModelIdentity, token: Token): Ranked | undefined {
  if (identity.shapes.length > 0) return undefined;
  const holds = (test: ClaimTest): boolean => passes(test, claimOf(token, test.claim)) !== "no";
  const near = (clouds.get(identity.cloud)?.contradictions?.(identity) ?? []).filter(
    ({ issuer, rules }) => same(issuer, token.iss) !== "no" && rules.some(({ tests }) => tests.every(holds)),
  );
  const hints = near.map(({ rules }) => {
    const alone = rules.map(
      ({ name, tests }) => `${name} alone would let in ${tests.map(testText).join(" and ") || "every token"}`,
    );
    return `these exclude each other, so no token gets in: ${alone.join("; ")}`;
  });
  return hints.length === 0 ? undefined : { identity, hints, rank: 1 };
}

function claimOf(token: Token, claim: string): string | undefined {
  const value = Object.hasOwn(token, claim) ? token[claim] : undefined;
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.length === 1 && typeof value[0] === "string") return value[0];
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** From 0, nearly the same, to 1. */
function farness({ values }: ClaimTest, told: string | undefined): number {
  if (told === undefined || values.length === 0) return 1;
  return Math.min(...values.slice(0, 50).map((value) => distance(value, told, 200) / Math.max(value.length, told.length, 1)));
}

function hintOf(test: ClaimTest, told: string | undefined): string {
  if (told === undefined) return `the token has no ${test.claim}; wanted: ${testText(test)}`;
  const [close = ""] = [...test.values].sort((a, b) => distance(a, told, 200) - distance(b, told, 200));
  return `${test.claim} is ${told}; wanted: ${testText(test)}${slip(test, close, told)}`;
}

function slip(test: ClaimTest, wanted: string, told: string): string {
  if (test.test !== "is") return "";
  if (wanted.toLowerCase() === told.toLowerCase()) return " (only the case differs)";
  if (wanted.replace(/\/$/, "") === told.replace(/\/$/, "")) return " (only the slash at the end differs)";
  if (wanted.trim() === told.trim()) return " (only white space differs)";
  if (wanted.includes("*")) return " (a star is not a wildcard here)";
  return distance(wanted, told, 200) / Math.max(wanted.length, told.length, 1) < ALIKE ? " (nearly the same)" : "";
}
