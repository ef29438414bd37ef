import { checkText, FederationError, quoted } from "../core/errors";
import type { Subject } from "../core/subject";
import { changedByTerraform } from "../core/terraform-text";
import { isKnown, literalParts } from "../core/tokens";
import { celClaim, celString } from "./cel";
import { GOOGLE_LIMITS } from "../facts/google";
import { attributePrincipalSet, subjectPrincipal, type PoolProviderName } from "./principals";

/** How a provider maps the `sub` of a token to what members compare. */
export interface SubjectMapping {
  /** What stands before everything that the provider maps: empty, or the issuer's mark in a pool that issuers share. */
  readonly prefix: string;
  /** Whether members compare `attribute.subject`, which is not held to 127 bytes, instead of `google.subject`. */
  readonly isLong: boolean;
}

/** The attribute that holds the subject where `google.subject` is too short for it. */
const SUBJECT_ATTRIBUTE = "subject";

/** What Kubernetes calls a ServiceAccount as long as that lives: 36 characters. */
const SERVICE_ACCOUNT_UID = "assertion['kubernetes.io']['serviceaccount']['uid']";

/** An IAM member by what it is made of: the pool and the mapping of the subject. */
export type MappedPool = Omit<PoolProviderName, "providerId"> & { readonly mapping: SubjectMapping };

/** The IAM member that stands for exactly this subject of a provider: by `google.subject`, or by equality of an attribute. */
export function memberOf(provider: MappedPool, subject: string): string {
  const { prefix, isLong } = provider.mapping;
  return isLong
    ? attributePrincipalSet(provider, SUBJECT_ATTRIBUTE, `${prefix}${subject}`)
    : subjectPrincipal(provider, `${prefix}${subject}`);
}

/**
 * The IAM member that stands for every token of the provider whose attribute has exactly this value: as many as there are. Bind it
 * yourself, where that many are meant.
 *
 * @throws FederationError CONDITION_INVALID, VALUE_MISSING
 * @example
 * import { attributeMemberOf } from "cdktf-workload-identity/google";
 * import { GitHub } from "cdktf-workload-identity/ci";
 * attributeMemberOf(google.poolProvider(GitHub.issuer), "repository", "octo-org/octo-repo");
 */
export function attributeMemberOf(provider: MappedPool, attribute: string, value: string): string {
  const { pattern, maxLength } = GOOGLE_LIMITS.attributes;
  checkText("attributeMemberOf", "the attribute", attribute);
  checkText("attributeMemberOf", "the attribute's value", value);
  const changed = changedByTerraform(value);
  const fits = pattern.test(attribute) && attribute.length <= maxLength && value !== "" && !/[\n\r]/.test(value);
  if (!fits || changed !== undefined) {
    throw new FederationError("attributeMemberOf", {
      code: "CONDITION_INVALID",
      what: `the member with the attribute ${quoted(attribute)} of the value ${quoted(value)} ${changed?.what ?? "stands for nobody"}`,
      cure: "name an attribute that the provider maps, and its whole value",
    });
  }
  return attributePrincipalSet(provider, attribute, `${provider.mapping.prefix}${value}`);
}

/** The `attribute_mapping` of a provider; `shortClaim` is what `google.subject` holds where subjects can be long. */
export function attributeMapping(
  mapping: SubjectMapping,
  shortClaim: string | undefined,
  attributes: Readonly<Record<string, string>>,
): Record<string, string> {
  const own = (expression: string): string =>
    mapping.prefix === "" ? expression : `${celString(mapping.prefix)} + ${expression}`;
  const subject = own(celClaim("sub"));
  const mapped = Object.entries(attributes).map(([name, claim]) => [
    `attribute.${name}`,
    own(mapping.prefix === "" ? claim : `(${claim})`),
  ]);
  return {
    ...(mapping.isLong
      ? {
          "google.subject": own(shortClaim === undefined ? SERVICE_ACCOUNT_UID : celClaim(shortClaim)),
          [`attribute.${SUBJECT_ATTRIBUTE}`]: subject,
        }
      : { "google.subject": subject }),
    ...(Object.fromEntries(mapped) as Record<string, string>),
  };
}

/** Refuses a subject that a member string cannot stand for: a pattern, or one that the exchange would reject for its length. */
export function checkSubject(place: string, subject: Subject, { prefix, isLong }: SubjectMapping): void {
  if (subject.kind === "pattern") {
    throw new FederationError(place, {
      code: "SUBJECT_PATTERN_UNSUPPORTED",
      what: `the subject pattern ${quoted(subject.text)} cannot be an IAM member: members of Google Cloud have no wildcards`,
      cure: "name each subject with Subject.exactly",
    });
  }
  const { maxBytes } = GOOGLE_LIMITS.subject;
  const mapped = `${prefix}${subject.text}`;
  const bytes = Buffer.byteLength(literalParts(mapped).join(""));
  if (isLong || bytes <= maxBytes) return;
  throw new FederationError(place, {
    code: "GOOGLE_SUBJECT_TOO_LONG",
    what: `the subject ${quoted(mapped)} has ${isKnown(mapped) ? "" : "at least "}${bytes} bytes, and google.subject holds ${maxBytes}: every exchange would fail`,
    cure: `set "longSubjects" for its issuer, or shorten it${subject.serviceAccount === undefined ? "" : `: namespace and ServiceAccount's name together may have ${104 - Buffer.byteLength(prefix)} characters`}`,
  });
}
