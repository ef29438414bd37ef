import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import type { Subject } from "../core/subject";
import { isKnown, stableText } from "../core/tokens";
import { conditionKeysOf } from "../facts/oidc-condition-keys";

/** A key that STS never fills is absent from every request, so a condition on it lets nobody in. */
export function checkClaims(place: string, issuer: Issuer, subject: Subject): void {
  if (Object.keys(subject.claims).length === 0 || !isKnown(issuer.url)) return;
  const keys = conditionKeysOf(issuer.hostAndPath);
  const unsupported = Object.keys(subject.claims).find((claim) => !keys.includes(claim));
  if (unsupported === undefined) return;
  throw new FederationError(place, {
    code: "CLAIM_UNSUPPORTED",
    what: `AWS has no condition key for the claim ${quoted(unsupported)} of the issuer ${quoted(issuer.name)} (${issuer.url})`,
    cure:
      keys.length === 0
        ? "it compares nothing but sub and aud of this issuer: leave the claim out, and let the subject say it"
        : `name one that it has (${keys.join(", ")}), or let the subject say it`,
  });
}

/**
 * The claims of the issuer that AWS has keys for: conditions of every statement. The others are left to the clouds that can state them,
 * because they narrow what the subject says already.
 */
export function issuerClaims(role: IConstruct, issuer: Issuer, subject: Subject): Readonly<Record<string, string>> {
  const claims = Object.entries(issuer.claims);
  for (const [claim, value] of claims) {
    const own = subject.claims[claim];
    if (own === undefined || stableText(role, own) === stableText(role, value)) continue;
    throw new FederationError(role, {
      code: "SUBJECT_INVALID",
      what: `the subject ${quoted(subject.text)} wants the claim ${quoted(claim)} to be ${quoted(own)}, but all accepted tokens of the issuer ${quoted(issuer.name)} carry ${quoted(value)}`,
      cure: "leave the claim to the issuer, or make an issuer of another name for this subject",
    });
  }
  const keys = conditionKeysOf(issuer.hostAndPath);
  return Object.fromEntries(claims.filter(([claim]) => keys.includes(claim)));
}
