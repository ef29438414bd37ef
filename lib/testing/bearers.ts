import type { Json } from "../verify/json";
import { cloudNamed } from "../verify/clouds";
import type { Model } from "../verify/model";
import type { ModelIdentity } from "../verify/model-identity";
import { passes } from "../verify/claim-test";
import { testOn, type TokenShape } from "../verify/shape";
import { same } from "../verify/text";
import type { Token } from "../verify/token";
import { TEST_TIME, times, withClaims } from "./claims";
import { kubernetesToken } from "./kubernetes-token";
import { knownText } from "./known-text";
import type { Pod } from "./pod-identity";
import type { Trust } from "./trust";

/** Who asks, by as much of a token as a test wants to say. */
export interface Bearer {
  /** The `iss` claim, or what has it as its URL: `cluster.issuer`. */
  readonly issuer: string | { readonly url: string };
  /** The `sub` claim. Of a ServiceAccount's subject, the other claims that its token would carry follow from it. */
  readonly subject: string;
  /** The `aud` claim. @default - what the identity wants of tokens of this issuer */
  readonly audience?: string;
  /** Other claims. @default - none, and of a ServiceAccount those of `kubernetes.io` */
  readonly claims?: Readonly<Record<string, Json | undefined>>;
}

/** Who needs no token of an issuer: an account, a service, a member. For `toLetInOnly`, which shows everybody else. */
export interface OtherBearer {
  /** As the trust has it: `arn:aws:iam::111122223333:root`, `ec2.amazonaws.com`, `user:ann@example.com`. */
  readonly principal: string;
}

/** Who asks: all claims of a token, as the token builders make them; an issuer and a subject; a pod of EKS Pod Identity; or who needs no token. */
export type BearerLike = Token | Bearer | Pod | OtherBearer;

/** Whether a pod asks, and no token. */
export function isPod(bearer: BearerLike): bearer is Pod {
  return (bearer as { type?: unknown }).type === "EksPodIdentity" && "sessionTags" in bearer;
}

/** Whether it is somebody who needs no token. */
export function isOther(bearer: BearerLike): bearer is OtherBearer {
  return "principal" in bearer && !("iss" in bearer || "issuer" in bearer);
}

/**
 * The tokens that stand for a bearer at an identity: one, or, where the audience is left to the identity, one for each that it may want.
 *
 * @throws Error if it is neither a token nor an issuer and a subject, or if the audience that the identity wants cannot be told
 */
export function tokensFor(bearer: BearerLike, trust: Trust, identity: ModelIdentity): Token[] {
  if (isToken(bearer)) return [{ ...bearer, iss: known(trust, bearer.iss), sub: known(trust, bearer.sub) }];
  // A program without types may give anything.
  const { issuer, subject, audience, claims } = bearer as Partial<Bearer>;
  const url = typeof issuer === "object" ? issuer.url : issuer;
  if (typeof url !== "string" || typeof subject !== "string") {
    throw new Error("who asks? Give the claims of a token (iss, sub, aud, …), or { issuer, subject }");
  }
  const issuerUrl = knownText(trust, url);
  const audiences = audience === undefined ? wantedAudiences(trust.model, identity, issuerUrl) : [knownText(trust, audience)];
  return audiences.map((each) => withClaims(tokenOf(issuerUrl, knownText(trust, subject), each), claims));
}

/** A test may leave claims out, whatever the type says. */
const known = (trust: Trust, claim: string): string => (typeof claim === "string" ? knownText(trust, claim) : claim);

/** Whether all claims of a token are given. */
export function isToken(bearer: BearerLike): bearer is Token {
  return ["iss", "sub", "aud"].some((claim) => claim in bearer);
}

function tokenOf(issuer: string, subject: string, audience: string): Token {
  const [, namespace, serviceAccount] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) ?? [];
  return namespace === undefined || serviceAccount === undefined
    ? { iss: issuer, sub: subject, aud: audience, ...times({ now: TEST_TIME }) }
    : kubernetesToken({ issuer, namespace, serviceAccount, audience });
}

function wantedAudiences(model: Model, identity: ModelIdentity, url: string): string[] {
  const shapes = identity.shapes.filter((shape) => mayBeOf(shape, url));
  const tests = shapes.map((shape) => testOn(shape, "aud"));
  const told = tests.flatMap((test) => (test?.test === "is" ? test.values : []));
  const trusted = model.issuers.filter((issuer) => issuer.cloud === identity.cloud && same(issuer.url, url) !== "no");
  const wanted = told.length > 0 ? told : trusted.flatMap(({ audiences }) => audiences);
  if (wanted.length > 0) return [...new Set(wanted)];
  const usual = cloudNamed(identity.cloud)?.usualAudience;
  if (usual !== undefined && tests.every((test) => test === undefined)) return [usual];
  throw new Error(`which audience does ${identity.label} want of ${url}? The files do not say it plainly: give "audience"`);
}

/** Whether tokens of the issuer can have the shape; those of EKS Pod Identity are of no issuer. */
function mayBeOf(shape: TokenShape, url: string): boolean {
  const issuer = testOn(shape, "iss");
  return issuer === undefined || (issuer.test !== "expression" && passes(issuer, url) !== "no");
}
