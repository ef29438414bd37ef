import { becomeIdentity, decide } from "../verify/decide";
import { type Decision, decisionOf } from "../verify/decision";
import type { ModelIdentity } from "../verify/model-identity";
import { show } from "../verify/text";
import type { Token } from "../verify/token";
import { type BearerLike, isPod, tokensFor } from "./bearers";
import { TEST_TIME } from "./claims";
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
    if (isPod(bearer)) {
      const lines = Object.entries(bearer.sessionTags).map(([tag, value]) => `${tag} ${value}`);
      return [{ identity, bearer: lines, decision: decidePod(model, identity, bearer), isOnlyStale: false }];
    }
    const now = options.now ?? TEST_TIME;
    return tokensFor(bearer, trust, identity).map((token) => {
      const decision = becomeIdentity(model, identity, token, now);
      const isOnlyStale =
        decision.verdict === "deny" &&
        options.now === undefined &&
        becomeIdentity(model, identity, fresh(token, now), now).verdict !== "deny";
      return { identity, bearer: describe(token), decision, isOnlyStale };
    });
  });
}

function decidePod(
  model: Trust["model"],
  identity: ModelIdentity,
  bearer: Extract<BearerLike, { type: "EksPodIdentity" }>,
): Decision {
  if (identity.kind !== "role") {
    return decisionOf([{ name: "kind", passed: "no", why: `EKS Pod Identity hands out roles, and ${identity.label} is none` }]);
  }
  const token = { iss: "", sub: "", aud: "" };
  return decide(model, { token, now: TEST_TIME, request: { ...bearer, role: identity.address } });
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
