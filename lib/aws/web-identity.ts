import type { IConstruct } from "constructs";
import { FederationError, quoted, type FederationErrorCode } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { isKnown } from "../core/tokens";
import type { AwsOidcTrust } from "./oidc-trust";
import { checkClaims, issuerClaims } from "./issuer-claims";
import { checkSharedIssuer } from "./shared-issuers";
import { foreignLetter } from "./policy-problem";
import type { TrustStatementProps } from "./trust-policy";

/** What a role asks of the tokens that may assume it, besides issuer and subject. */
export interface WebIdentityProps {
  readonly audience: string;
  readonly sessionTags: boolean;
}

/** What a role trusts of each source, checked against what AWS can compare and what it shares. */
export function webIdentityStatements(
  role: IConstruct,
  trust: AwsOidcTrust,
  sources: readonly TokenSource[],
  { audience, sessionTags }: WebIdentityProps,
): TrustStatementProps[] {
  return sources.map(({ issuer, subject }) => {
    const place = role.node.path;
    checkClaims(place, issuer, subject);
    checkAudience(place, trust.clientIdsOf(issuer), audience);
    const claims = issuerClaims(role, issuer, subject);
    checkLetters(place, { code: "SUBJECT_INVALID", noun: "the subject" }, [subject.text, ...Object.values(subject.claims)]);
    checkLetters(place, { code: "CLAIM_UNSUPPORTED", noun: "the issuer's claim" }, Object.values(claims));
    checkLetters(place, { code: "AUDIENCE_INVALID", noun: "the audience" }, [audience]);
    checkSharedIssuer(place, issuer, subject, { ...subject.claims, ...claims });
    return {
      providerArn: trust.providerArn(issuer),
      hostAndPath: issuer.hostAndPath,
      subjects: [subject],
      claims,
      audience,
      sessionTags,
    };
  });
}

/** The audience that a role of the trust wants: the one that was asked for, or the trust's first. */
export function audienceOf(place: string, trust: AwsOidcTrust, audience: string | undefined): string {
  const [first = ""] = trust.clientIds;
  if (audience === undefined) return first;
  checkAudience(place, trust.clientIds, audience);
  return audience;
}

/** STS refuses every token whose audience the OIDC provider does not know, whatever the role trusts. */
function checkAudience(place: string, clientIds: readonly string[], audience: string): void {
  if (!isKnown(audience) || clientIds.includes(audience) || !clientIds.every(isKnown)) return;
  throw new FederationError(place, {
    code: "AUDIENCE_INVALID",
    what: `the audience ${quoted(audience)} is not one of the provider's client ids (${clientIds.join(", ")}): STS would refuse every token`,
    cure: 'add it to "clientIds" of the trust, or of the existing provider',
  });
}

/** A trust policy takes letters up to U+00FF, escaped or not: IAM refuses a role with another one, when it is applied. */
function checkLetters(
  place: string,
  { code, noun }: { readonly code: FederationErrorCode; readonly noun: string },
  texts: readonly string[],
): void {
  for (const text of texts) {
    const letter = foreignLetter(text);
    if (letter === undefined) continue;
    throw new FederationError(place, {
      code,
      what: `${noun} ${quoted(text)} holds ${quoted(letter)}, which IAM does not take in a trust policy`,
      cure: "rename what it names with letters up to U+00FF, or name it by an id that the issuer's subjects or claims have",
    });
  }
}
