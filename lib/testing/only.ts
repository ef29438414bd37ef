import { isObject, type Json } from "../verify/json";
import type { OtherWay } from "../verify/other-way";
import type { ClaimTest, TokenShape } from "../verify/shape";
import { show } from "../verify/text";
import type { Token } from "../verify/token";
import { type Bearer, type BearerLike, isOther, isPod, isToken, type OtherBearer } from "./bearers";
import type { Target } from "./identities";
import { knownText } from "./known-text";
import { renderShape, renderWay } from "./render-shape";
import type { Trust } from "./trust";

/** Where what an identity lets in is not what a test says, one line each. Empty: it lets in exactly these. */
export function differences(trust: Trust, target: Target, bearers: readonly BearerLike[]): string[] {
  const [others, tokens] = [
    bearers.filter(isOther),
    bearers.filter((bearer): bearer is Exclude<BearerLike, OtherBearer> => !isOther(bearer)),
  ];
  const expected = tokens.map((bearer) => wantedOf(trust, bearer));
  const shapes = target.identities.flatMap((identity) => identity.shapes);
  const matched = shapes.map((shape) => singles(shape).map((single) => expected.filter((one) => fits(single, one))));
  const isMeant = (shape: TokenShape): boolean =>
    unsettled(shape).every((single) => expected.some((one) => fits(single, one, withoutSlash)));
  const isNamed = (index: number): boolean =>
    matched[index]?.length !== 0 && matched[index]?.every((some) => some.length > 0) === true;
  const extra = [...shapes.entries()].filter(([index, shape]) => !isNamed(index) || !isMeant(shape));
  const met = new Set(matched.flat(2));
  const ways = target.identities.flatMap(({ otherWays }) => otherWays);
  const isWanted = ({ who }: OtherWay): boolean => others.some(({ principal }) => knownText(trust, principal) === who);
  return [
    ...extra.map(([index, shape]) => `  ${said(isSure(shape) && !isNamed(index))}: ${renderShape(shape)}`),
    ...ways.filter((way) => !isWanted(way)).map((way) => `  ${said(way.unknown.length === 0)}: ${renderWay(way)}`),
    ...others
      .filter(({ principal }) => !ways.some(({ who }) => who === knownText(trust, principal)))
      .map(({ principal }) => `  missing:  ${show(principal)}, without a token of an issuer`),
    ...expected.filter((one) => !met.has(one)).map((one) => `  missing:  ${one.text}`),
  ];
}

const said = (sure: boolean): string => (sure ? "too many" : "undetermined");

const isSure = ({ tests, unknown }: TokenShape): boolean => unknown.length === 0 && tests.every(({ test }) => test !== "unknown");

/** A shape that lets in one issuer, subject and audience: no patterns, nothing open. */
type Single = ReadonlyMap<string, string>;

interface Wanted {
  readonly claims: ReadonlyMap<string, string>;
  readonly audiences: readonly string[] | undefined;
  readonly text: string;
}

/** One for each combination of the listed values; none, if the shape is not a list of exact tokens. */
function singles({ tests: all, unknown }: TokenShape): Single[] {
  // That a claim is there or not, or how long it is, makes it narrower: these are no more tokens.
  const tests = all.filter(({ test }) => !NARROWING.includes(test));
  const claims = new Set(tests.map(({ claim }) => claim));
  const isExact = unknown.length === 0 && tests.every(({ test }) => test === "is") && claims.size === tests.length;
  if (!isExact || !claims.has("iss") || !claims.has("sub") || !claims.has("aud")) return [];
  const combine = (rest: readonly ClaimTest[]): [string, string][][] => {
    const [first, ...others] = rest;
    if (first === undefined) return [[]];
    const tails = combine(others);
    return first.values.flatMap((value) => tails.map((tail): [string, string][] => [[first.claim, value], ...tail]));
  };
  const count = tests.reduce((product, { values }) => product * values.length, 1);
  return count > MOST_SINGLES ? [] : combine(tests).map((pairs) => new Map(pairs));
}

const NARROWING: readonly ClaimTest["test"][] = ["present", "absent", "fits"];

/** Those with a value of which it is not documented whether the cloud takes it, one for each such value. */
function unsettled({ tests, ...shape }: TokenShape): Single[] {
  return tests.flatMap((test, at) =>
    (test.unsettled ?? []).length === 0
      ? []
      : singles({
          ...shape,
          tests: tests.map((each, index) => (index === at ? { ...each, values: each.unsettled ?? [] } : each)),
        }),
  );
}

/** Whoever names an issuer names it with a slash more or less at its end, too: one server writes the tokens of both. */
const withoutSlash = (issuer: string): string => issuer.replace(/\/$/, "");

/** More than anybody lists in a test. */
const MOST_SINGLES = 10_000;

function fits(single: Single, { claims, audiences }: Wanted, issuerOf = (issuer: string): string => issuer): boolean {
  const audience = single.get("aud") ?? "";
  const rest = [...single].filter(([claim]) => claim !== "aud");
  const isSame = ([claim, value]: readonly [string, string]): boolean =>
    claim === "iss" ? issuerOf(claims.get(claim) ?? "") === issuerOf(value) : claims.get(claim) === value;
  return rest.every(isSame) && (audiences === undefined || audiences.includes(audience));
}

function wantedOf(trust: Trust, bearer: Exclude<BearerLike, OtherBearer>): Wanted {
  if (isPod(bearer)) throw new Error("toLetInOnly goes by the shapes of tokens: name a pod by toLetIn or toKeepOut");
  const { iss: issuer, sub: subject, aud, ...others } = isToken(bearer) ? bearer : claimsOf(bearer);
  const [iss, sub] = [knownText(trust, issuer), knownText(trust, subject)];
  const claims = new Map([["iss", iss], ["sub", sub], ...textsIn(others)] as [string, string][]);
  const audiences = typeof aud === "string" ? [aud] : aud;
  const said = isToken(bearer) ? [] : textsIn(others).map(([claim, value]) => `${claim} is ${show(value)}`);
  const audience = audiences === undefined ? "any one aud" : `aud is ${audiences.map(show).join(" or ")}`;
  return { claims, audiences, text: [`iss is ${show(iss)}`, `sub is ${show(sub)}`, audience, ...said].join(", ") };
}

function claimsOf({ issuer, subject, audience, claims }: Bearer): Partial<Token> & Pick<Token, "iss" | "sub"> {
  const iss = typeof issuer === "object" ? issuer.url : issuer;
  return { ...claims, iss, sub: subject, ...(audience === undefined ? {} : { aud: audience }) };
}

/** The claims that are texts; of nested ones with their path. */
function textsIn(claims: Readonly<Record<string, Json | undefined>>, path = ""): [string, string][] {
  return Object.entries(claims).flatMap(([claim, value]): [string, string][] => {
    if (typeof value === "string") return [[`${path}${claim}`, value]];
    return isObject(value) ? textsIn(value, `${path}${claim}.`) : [];
  });
}
