import type { OidcProvider } from "./iam";

/** The claims that a token must carry. */
interface Claims {
  readonly sub: string | readonly string[];
  readonly aud?: string;
}

/** The statement that lets in tokens of one issuer (given without `https://`), made for STS unless they are said to be for another. */
export function statement(accountId: string, issuer: string, { sub, aud = "sts.amazonaws.com" }: Claims): object {
  return {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${issuer}:sub`]: sub, [`${issuer}:aud`]: aud } },
  };
}

/** The trust policy that lets in one subject of these issuers. */
export function trusting(accountId: string, sub: string, ...issuers: readonly string[]): object {
  return { Version: "2012-10-17", Statement: issuers.map((issuer) => statement(accountId, issuer, { sub })) };
}

/** A role as the library makes it where nothing is said. */
export function role(accountId: string, name: string): object {
  return {
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    maxSessionDuration: 3600,
    managedPolicies: [],
    inlinePolicies: {},
  };
}

/** The account's OIDC providers for these issuers, in the order in which `readIam` gives them. */
export function oidcProviders(accountId: string, ...issuers: readonly string[]): OidcProvider[] {
  return [...issuers]
    .sort()
    .map((url) => ({ arn: `arn:aws:iam::${accountId}:oidc-provider/${url}`, url, clientIds: ["sts.amazonaws.com"] }));
}
