import { becomeIdentity, decideWithHoles } from "../verify/decide";
import { type Decision, decisionOf } from "../verify/decision";
import type { ModelIdentity } from "../verify/model-identity";
import { passes } from "../verify/claim-test";
import { testOn, type TokenShape } from "../verify/shape";
import { isKnown, show } from "../verify/text";
import type { Token } from "../verify/token";
import { type BearerLike, isOther, isPod, isToken, tokensFor } from "./bearers";
import { TEST_TIME } from "./claims";
import { renderShape } from "./render-shape";
import type { Target } from "./identities";
import type { Trust, TrustOptions } from "./trust";

/** What a cloud answers to one token for one identity. */
export interface Answer {
  readonly identity: ModelIdentity;
  /** Who asks, for people, line by line. */
  readonly bearer: readonly string[];
  readonly decision: Decision;
  /** What was asked about a time that the test did not choose: only the token's age refuses it. */
  readonly isOnlyStale: boolean;
}

/** What the cloud answers for every identity that a target may be. */
export function answersFor(trust: Trust, target: Target, bearer: BearerLike, options: TrustOptions): Answer[] {
  const { model } = trust;
  return target.identities.flatMap((identity): Answer[] => {
    if (isOther(bearer)) throw new Error(`${bearer.principal} needs no token, so only toLetInOnly can tell: name it there`);
    if (isPod(bearer)) {
      const lines = Object.entries(bearer.sessionTags).map(([tag, value]) => `${tag} ${value}`);
      return [{ identity, bearer: lines, decision: decidePod(model, identity, bearer), isOnlyStale: false }];
    }
    const now = options.now ?? TEST_TIME;
    const tokens = tokensFor(bearer, trust, identity);
    const byTokens = tokens.map((token) => {
      const decision = becomeIdentity(model, identity, token, now);
      const isOnlyStale =
        decision.verdict === "deny" &&
        options.now === undefined &&
        becomeIdentity(model, identity, fresh(token, now), now).verdict !== "deny";
      return { identity, bearer: describe(token), decision, isOnlyStale };
    });
    const [token] = tokens;
    if (token === undefined || isToken(bearer) || bearer.audience !== undefined) return byTokens;
    return [...byTokens, ...byOtherAudiences(identity, token)];
  });
}

/** Audiences that an identity takes by a pattern, or that are unknown, cannot all be asked about. */
function byOtherAudiences(identity: ModelIdentity, token: Token): Answer[] {
  return identity.shapes
    .filter((shape) => !takesListed(shape) && shapeMayTake(shape, token))
    .map((shape) => {
      const why = `with another audience it may get in: ${renderShape(shape)}`;
      const decision = decisionOf([{ name: "audience", passed: "unknown", why }]);
      return { identity, bearer: describe({ ...token, aud: "any" }), decision, isOnlyStale: false };
    });
}

const takesListed = (shape: TokenShape): boolean => {
  const audience = testOn(shape, "aud");
  return audience?.test === "is" && audience.values.every(isKnown);
};

/** Whether a token of this issuer, subject and texts could have the shape, whatever its audience. */
function shapeMayTake({ tests }: TokenShape, token: Token): boolean {
  const claims: Readonly<Record<string, unknown>> = token;
  return tests.every((test) => {
    const claim = claims[test.claim];
    return test.claim === "aud" || typeof claim !== "string" || passes(test, claim) !== "no";
  });
}

function decidePod(
  model: Trust["model"],
  identity: ModelIdentity,
  bearer: Extract<BearerLike, { type: "EksPodIdentity" }>,
): Decision {
  if (identity.kind !== "role") {
    return decisionOf([
      { name: "kind", passed: "no", why: `EKS Pod Identity hands out roles, and ${identity.label} is not a role` },
    ]);
  }
  const token = { iss: "", sub: "", aud: "" };
  return decideWithHoles(model, { token, now: TEST_TIME, request: { ...bearer, role: identity.address } });
}

const fresh = (token: Token, now: number): Token => ({ ...token, iat: now, nbf: now, exp: now + 600 });

/** A test may leave claims out, whatever the type says. */
function describe({ iss, sub, aud, exp }: Partial<Token>): string[] {
  const audiences = [aud].flat().map((each) => (each === undefined ? "none" : show(each)));
  return [
    `issuer   ${iss === undefined ? "none" : show(iss)}`,
    `subject  ${sub === undefined ? "none" : show(sub)}`,
    `audience ${audiences.join(", ")}`,
    `expires  ${typeof exp === "number" ? new Date(exp * 1000).toISOString() : "never"}`,
  ];
}
