import type { IConstruct } from "constructs";
import { checkValue } from "../core/check-values";
import { FederationError, isList, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { changedByTerraform } from "../core/terraform-text";
import { literalParts, stableText } from "../core/tokens";
import { GOOGLE_LIMITS } from "../facts/google";
import { isWholeExpression } from "./cel";
import type { PoolProvider } from "./pool-trust";
import { NAMESPACES } from "./pool-values";

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

/** Refuses a list of namespaces that is empty, or names one that no cluster can have. */
export function checkNamespaces(place: string, namespaces: readonly string[]): void {
  checkValue(place, NAMESPACES, isList(namespaces) ? namespaces : []);
}

/**
 * Refuses attributes that the API would refuse.
 *
 * @param mapped the whole mapping, in which ours stand too, and each expression as it is written
 */
export function checkAttributes(
  place: string,
  attributes: Readonly<Record<string, string>>,
  mapped: Readonly<Record<string, string>>,
): void {
  const { maxCount, maxExpression } = GOOGLE_LIMITS.attributes;
  const count = Object.keys(mapped).filter((name) => name.startsWith("attribute.")).length;
  const bad = Object.entries(attributes).find(
    ([name, expression]) =>
      lengthOf(mapped[`attribute.${name}`] ?? "") > maxExpression ||
      !isWholeExpression(expression) ||
      changedByTerraform(expression) !== undefined,
  );
  if (bad === undefined && count <= maxCount) return;
  throw new FederationError(place, {
    code: "CONDITION_INVALID",
    what: bad === undefined ? `there are ${count} attributes` : `the attribute ${quoted(bad[0])} maps ${quoted(bad[1])}`,
    cure: `name up to ${maxCount} attributes (with "longSubjects" one less), each with a whole expression of CEL of up to ${maxExpression} characters in NFC`,
  });
}

/** Characters that are known now. */
export function lengthOf(text: string): number {
  return Array.from(literalParts(text).join("")).length;
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
