import type { IConstruct } from "constructs";
import { checkText, FederationError, isList, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { ownedBefore } from "../core/owners";
import { isKnown, literalParts, stableText } from "../core/tokens";
import { isWholeExpression } from "./cel";
import { GOOGLE_LIMITS } from "../facts/google";
import type { PoolProvider } from "./pool-trust";
import type { PoolProviderName } from "./principals";

export function checkPoolId(place: string, noun: "pool" | "provider", id: string): void {
  const { minLength, maxLength, pattern, reservedPrefix } = GOOGLE_LIMITS.poolId;
  if (!isKnown(id) || (id.length >= minLength && id.length <= maxLength && pattern.test(id) && !id.startsWith(reservedPrefix)))
    return;
  throw new FederationError(place, {
    code: "GOOGLE_ID_INVALID",
    what: `the ${noun} id ${quoted(id)} ${id.startsWith(reservedPrefix) ? `begins with the reserved "${reservedPrefix}"` : "is not one that Google Cloud takes"}`,
    cure: `use ${minLength} to ${maxLength} characters of a-z, 0-9 and "-"`,
  });
}

export function checkServiceAccountId(place: string, id: string): void {
  const { minLength, maxLength, pattern } = GOOGLE_LIMITS.serviceAccountId;
  if (!isKnown(id) || (id.length >= minLength && id.length <= maxLength && pattern.test(id))) return;
  throw new FederationError(place, {
    code: "GOOGLE_ID_INVALID",
    what: `the service account id ${quoted(id)} is not one that Google Cloud takes`,
    cure: `use ${minLength} to ${maxLength} characters of a-z, 0-9 and "-", a letter first and no "-" last`,
  });
}

export function checkDisplayName(place: string, name: string | undefined, maxLength: number): void {
  if (name === undefined || !isKnown(name) || name.length <= maxLength) return;
  throw new FederationError(place, {
    code: "FIELD_TOO_LONG",
    what: `the display name ${quoted(name)} has ${name.length} characters`,
    cure: `shorten it to ${maxLength}`,
  });
}

export function checkServiceAccountDescription(place: string, text: string | undefined): void {
  const { maxBytes } = GOOGLE_LIMITS.serviceAccountDescription;
  if (text === undefined || !isKnown(text) || Buffer.byteLength(text) <= maxBytes) return;
  throw new FederationError(place, {
    code: "FIELD_TOO_LONG",
    what: `the description ${quoted(text)} has ${Buffer.byteLength(text)} bytes`,
    cure: `shorten it to ${maxBytes} bytes`,
  });
}

/** Whether Terraform reads the text as it stands: it would take `${` and `%{` for expressions of its own. */
export function isPlain(text: string): boolean {
  return literalParts(text).every((part) => !/[$%]\{/.test(part));
}

export function checkProjectId(place: string, project: string): void {
  if (typeof project === "string" && project !== "" && isPlain(project)) return;
  throw new FederationError(place, {
    code: "GOOGLE_PROJECT_INVALID",
    what: `the project id is ${quoted(project)}`,
    cure: 'give the id of the project, such as "acme-prod"',
  });
}

export function checkProject(place: string, project: string, projectNumber: string): void {
  checkProjectId(place, project);
  if (typeof projectNumber === "string" && (!isKnown(projectNumber) || /^[1-9]\d*$/.test(projectNumber))) return;
  throw new FederationError(place, {
    code: "GOOGLE_PROJECT_INVALID",
    what: `the project number is ${quoted(projectNumber)}`,
    cure: 'give the number, not the id (IAM members take the number only): "gcloud projects describe PROJECT --format=value(projectNumber)", or data.google_project.number',
  });
}

export function checkAudience(place: string, audience: string): void {
  const { maxLength } = GOOGLE_LIMITS.audiences;
  const fits = !isKnown(audience) || (audience !== "" && audience.length <= maxLength && !/\s/.test(audience));
  if (fits && isPlain(audience)) return;
  throw new FederationError(place, {
    code: "AUDIENCE_INVALID",
    what: `the audience ${quoted(audience)} is empty, has white space, "\${" or "%{", or is longer than ${maxLength} characters`,
    cure: "leave it out (the provider's own URL then is the audience), or give it as the token spells it",
  });
}

/**
 * Refuses an issuer of the right URL that is another one: private clusters often share a URL, and only the keys tell them apart; and
 * what the provider's condition states is what the trust's own issuer says, whatever another object of the same URL claims.
 */
export function checkIssuer(trust: IConstruct, issuer: Issuer, provider: PoolProvider): PoolProvider {
  const different = differenceOf(trust, issuer, provider.issuer);
  if (different === undefined) return provider;
  throw new FederationError(trust, {
    code: "ISSUER_NOT_TRUSTED",
    what: `the issuer ${quoted(issuer.name)} has the URL of one that this trust accepts (${stableText(trust, issuer.url)}) and other ${different}`,
    cure: "give the trust and the workload one Issuer (of a cluster: cluster.issuer); issuers with one URL need one trust each",
  });
}

function differenceOf(scope: IConstruct, one: Issuer, other: Issuer): string | undefined {
  const text = (value: string | undefined): string | undefined => value && stableText(scope, value);
  const claims = (issuer: Issuer): string =>
    JSON.stringify(
      Object.entries(issuer.claims)
        .map(([claim, value]) => [claim, text(value)])
        .sort(),
    );
  if (text(one.jwksJson) !== text(other.jwksJson)) return "inline keys";
  if (text(one.subjectPrefix) !== text(other.subjectPrefix)) return "subjects (subjectPrefix)";
  return claims(one) === claims(other) ? undefined : "claims";
}

/**
 * Refuses a pool that two issuers share, anywhere in the app: a member names a pool and a subject, but not the issuer that vouches for the
 * subject. A pool whose id is unknown until apply is known by its expression, and cannot be compared with one that is spelled out.
 */
export function checkPoolOwner(
  trust: IConstruct,
  pool: Pick<PoolProviderName, "projectNumber" | "poolId">,
  issuer: Issuer | "shared",
): void {
  const id = stableText(trust, pool.poolId);
  const as = issuer === "shared" ? trust.node.path : `${stableText(trust, issuer.url)}\n${issuer.jwksJson ?? ""}`;
  const before = ownedBefore(trust, `google pool ${stableText(trust, pool.projectNumber)}/${id}`, as);
  if (before === undefined) return;
  throw new FederationError(trust, {
    code: "POOL_SHARED",
    what: `two issuers have the pool ${quoted(id)} (see ${before.node.path}): the same namespace and name on both clusters would be one member`,
    cure: "give each issuer a pool of its own, or let SharedGooglePool make one that keeps their subjects apart",
  });
}

/** Refuses a list of namespaces that is empty, or names one that no cluster can have. */
export function checkNamespaces(place: string, namespaces: readonly string[]): void {
  const { maxLength, pattern } = GOOGLE_LIMITS.namespace;
  const isSome = isList(namespaces) && namespaces.length > 0;
  for (const one of isSome ? namespaces : []) checkText(place, "a namespace", one);
  const bad = isSome ? namespaces.find((one) => isKnown(one) && (one.length > maxLength || !pattern.test(one))) : undefined;
  if (isSome && bad === undefined) return;
  throw new FederationError(place, {
    code: "NAMESPACE_INVALID",
    what: bad === undefined ? "the list of namespaces is empty" : `the namespace ${quoted(bad)} is not an RFC 1123 label`,
    cure: `name at least one namespace, each with at most ${maxLength} characters of a-z, 0-9 and "-"`,
  });
}

export function checkTokenLifetime(place: string, seconds: number | undefined): void {
  const { minimum, maximum } = GOOGLE_LIMITS.tokenLifetimeSeconds;
  if (seconds === undefined || !isKnown(seconds) || (Number.isInteger(seconds) && seconds >= minimum && seconds <= maximum))
    return;
  throw new FederationError(place, {
    code: "SESSION_DURATION_INVALID",
    what: `the token lifetime is ${quoted(seconds)} seconds`,
    cure: `give whole seconds from ${minimum} to ${maximum}; above 3600 the organization must allow it for the service account (constraints/iam.allowServiceAccountCredentialLifetimeExtension)`,
  });
}

/** Refuses attributes that the API would refuse, and one that would take the place of our own. */
export function checkAttributes(place: string, attributes: Readonly<Record<string, string>>): void {
  const { maxCount, maxLength, pattern, maxExpression } = GOOGLE_LIMITS.attributes;
  const entries = Object.entries(attributes);
  const fits = ([name, expression]: [string, string]): boolean =>
    name !== "subject" &&
    name.length <= maxLength &&
    pattern.test(name) &&
    (!isKnown(expression) || expression.length <= maxExpression) &&
    isWholeExpression(expression);
  const bad = entries.find((entry) => !fits(entry));
  if (bad === undefined && entries.length < maxCount) return;
  throw new FederationError(place, {
    code: "CONDITION_INVALID",
    what: bad === undefined ? `there are ${entries.length} attributes` : `the attribute ${quoted(bad[0])} maps ${quoted(bad[1])}`,
    cure: `name up to ${maxCount - 1} attributes with a-z, 0-9 and "_", none of them "subject", each with a whole expression of CEL of up to ${maxExpression} characters`,
  });
}

/** Refuses settings for an issuer that is not in the list. */
export function checkSettings(
  place: string,
  option: "pools" | "providers",
  issuers: readonly Issuer[],
  settings: Readonly<Record<string, unknown>>,
): void {
  const stray = Object.keys(settings).find((name) => !issuers.some((issuer) => issuer.name === name));
  if (stray === undefined) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `"${option}" has settings for "${stray}", and no issuer has that name`,
    cure: `use the names of the issuers: ${issuers.map(({ name }) => name).join(", ")}`,
  });
}

/** Refuses two providers of one id in a pool: Google Cloud keeps one. */
export function checkProvidersDistinct(place: string, providers: readonly { readonly providerId: string }[]): void {
  const twin = providers.find(({ providerId }, index) => providers.findIndex((one) => one.providerId === providerId) < index);
  if (twin === undefined) return;
  throw new FederationError(place, {
    code: "GOOGLE_ID_INVALID",
    what: `two issuers have the provider id ${quoted(twin.providerId)}`,
    cure: "give each provider an id of its own",
  });
}
