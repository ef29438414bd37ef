import type { OidcProvider } from "./iam";

/** The trust policy that lets in one subject of these issuers (given without `https://`), with a token for STS. */
export function trusting(accountId: string, subject: string, ...issuers: readonly string[]): object {
  return {
    Version: "2012-10-17",
    Statement: issuers.map((issuer) => ({
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${accountId}:oidc-provider/${issuer}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: "sts.amazonaws.com" } },
    })),
  };
}

/** The account's OIDC providers for these issuers, in the order in which `readIam` gives them. */
export function oidcProviders(accountId: string, ...issuers: readonly string[]): OidcProvider[] {
  return [...issuers]
    .sort()
    .map((url) => ({ arn: `arn:aws:iam::${accountId}:oidc-provider/${url}`, url, clientIds: ["sts.amazonaws.com"] }));
}
