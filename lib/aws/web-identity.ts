import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { isKnown } from "../core/tokens";
import type { AwsOidcTrust } from "./oidc-trust";
import { checkClaims, issuerClaims } from "./issuer-claims";
import { checkSharedIssuer } from "./shared-issuers";
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
    const claims = issuerClaims(role, issuer, subject);
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

/** The audience that a role of the trust wants: the one that was asked for, if the trust takes it, or the trust's first. */
export function audienceOf(place: string, trust: AwsOidcTrust, audience: string | undefined): string {
  const [first = ""] = trust.clientIds;
  if (audience === undefined) return first;
  if (!isKnown(audience) || trust.clientIds.includes(audience) || !trust.clientIds.every(isKnown)) return audience;
  throw new FederationError(place, {
    code: "AUDIENCE_INVALID",
    what: `the audience ${quoted(audience)} is not one of the trust's client ids (${trust.clientIds.join(", ")}): STS would refuse every token`,
    cure: 'add it to "clientIds" of the trust',
  });
}
