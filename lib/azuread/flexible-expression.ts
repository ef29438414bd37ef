import type { TokenSource } from "../core/identity";
import { flexibleIssuers } from "./flexible-issuers";

/** Whether only an expression can say who is meant. Everything else is a plain credential, which compares exactly. */
export function needsExpression(source: TokenSource): boolean {
  return source.subject.kind === "pattern" || comparedClaims(source).length > 0;
}

/** The claims besides `sub` that the credential of a source compares: none where it is a plain one. */
export function statedClaims(source: TokenSource): Readonly<Record<string, string>> {
  return Object.fromEntries(comparedClaims(source));
}

/**
 * The source as a claims matching expression, such as `claims['sub'] matches 'repo:acme/*' and claims['repository_owner_id'] eq '65'`.
 * What the issuer says of all its tokens is stated too, where Entra can compare it.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 */
export function claimsMatchingExpression(source: TokenSource): string {
  const { subject } = source;
  const claims = comparedClaims(source).map(([claim, value]) => clause(claim, "eq", value));
  return [clause("sub", subject.kind === "pattern" ? "matches" : "eq", subject.text), ...new Set(claims)].join(" and ");
}

/** The claims besides `sub` that Entra can compare beside the subject of a source. */
export function comparableClaims({ issuer, subject }: Pick<TokenSource, "issuer" | "subject">): readonly string[] {
  const known = flexibleIssuers(issuer.url);
  return known === undefined || known.subjects?.test(subject.text) === false ? [] : known.claims;
}

/** The claims besides `sub` that the expression compares, in the order of their names. */
export function comparedClaims({ issuer, subject }: TokenSource): readonly (readonly [claim: string, value: string])[] {
  const comparable = comparableClaims({ issuer, subject });
  const ofIssuer = Object.entries(issuer.claims).filter(([claim]) => comparable.includes(claim));
  return [...ofIssuer, ...Object.entries(subject.claims)].sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
}

function clause(claim: string, operator: "eq" | "matches", value: string): string {
  return `claims['${claim}'] ${operator} '${value}'`;
}
