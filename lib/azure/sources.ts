import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { checkTenant } from "../core/shared-issuers";
import { checkSources, issuersOf } from "../core/sources";
import { isKnown, literalParts } from "../core/tokens";
import { AZURE_LIMITS } from "../facts/azure";

/** The claims besides `sub` that the credential of a source compares. */
export type StatedClaims = (source: TokenSource) => Readonly<Record<string, string>>;

/** A plain credential compares issuer, subject and audience alone. */
const NONE: StatedClaims = () => ({});

/**
 * Refuses what no credential of one identity can hold and what other customers of a shared issuer can be too. Warns where Entra will
 * look for keys that it was given, or leaves a claim of the issuer out.
 */
export function checkEntraSources(construct: Construct, sources: readonly TokenSource[], stated: StatedClaims = NONE): void {
  checkSources(construct, sources);
  const { path } = construct.node;
  for (const source of sources) {
    checkLengths(path, source);
    // Only claims that the credential states pin the organization: those of the issuer and the subject may not all be compared.
    checkTenant(path, source.issuer, source.subject, stated(source));
  }
  for (const [issuer, claims] of uncompared(sources, stated)) {
    Annotations.of(construct).addWarning(
      `Azure does not compare ${claims.map(quoted).join(", ")}, which the issuer ${quoted(issuer)} says of all its tokens: the subject alone decides who gets in`,
    );
  }
  for (const { name, url, jwksJson } of issuersOf(sources)) {
    if (jwksJson === undefined) continue;
    Annotations.of(construct).addWarning(
      `Entra does not take the inline keys of the issuer ${quoted(name)}: it fetches them from ${url}, which must be reachable from the internet`,
    );
  }
}

/** The claims of each issuer that not all of its credentials compare, by the issuer's name. */
function uncompared(sources: readonly TokenSource[], stated: StatedClaims): ReadonlyMap<string, readonly string[]> {
  const byIssuer = new Map<string, readonly string[]>();
  for (const source of sources) {
    const { name, claims } = source.issuer;
    const compared = stated(source);
    const left = Object.keys(claims).filter((claim) => !Object.hasOwn(compared, claim));
    if (left.length > 0) byIssuer.set(name, [...new Set([...(byIssuer.get(name) ?? []), ...left])].sort());
  }
  return byIssuer;
}

/** Refuses what a plain credential cannot say: a pattern, or claims besides the subject. */
export function checkExact(place: string, { subject }: TokenSource): void {
  if (subject.kind === "pattern") {
    throw new FederationError(place, {
      code: "SUBJECT_PATTERN_UNSUPPORTED",
      what: `the subject pattern ${quoted(subject.text)} cannot be a federated credential of a managed identity: Entra compares its subjects exactly`,
      cure: "name each subject with Subject.exactly, or use an AzureApplication for an issuer of which Entra takes patterns (GitHub, GitLab, HCP Terraform)",
    });
  }
  const claims = Object.keys(subject.claims);
  if (claims.length === 0) return;
  throw new FederationError(place, {
    code: "CLAIM_UNSUPPORTED",
    what: `the subject ${quoted(subject.text)} comes with the claims ${claims.map(quoted).join(", ")}, and a federated credential of a managed identity compares issuer, subject and audience alone`,
    cure: "leave the claims out, or use an AzureApplication for an issuer of which Entra compares claims (GitHub)",
  });
}

function checkLengths(place: string, { issuer, subject }: TokenSource): void {
  const { maxLength } = AZURE_LIMITS.credentialField;
  for (const [noun, text] of [
    ["issuer", issuer.url],
    ["subject", subject.text],
  ] as const) {
    const length = Array.from(literalParts(text).join("")).length;
    if (length <= maxLength) continue;
    throw new FederationError(place, {
      code: "FIELD_TOO_LONG",
      what: `the ${noun} ${quoted(text)} has ${isKnown(text) ? "" : "at least "}${length} characters`,
      cure: `Entra takes ${maxLength}: shorten it`,
    });
  }
}
