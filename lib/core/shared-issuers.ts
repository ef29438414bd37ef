import { FederationError, quoted } from "./errors";
import type { Issuer } from "./issuer";
import type { Subject } from "./subject";
import { SHARED_ISSUERS, type SharedIssuer } from "../facts/shared-issuers";
import { isKnown } from "./tokens";

/**
 * Refuses a subject that other customers of a shared issuer can have too: one that does not name the organization whole. With a subject
 * template of one's own, anybody's job can be called `environment:production`; and `repo:acme*` is `acme-evil` as well.
 *
 * @param pinned claims that every accepted token carries beside the subject. @default - the subject's own
 * @throws FederationError SHARED_ISSUER_TOO_WIDE
 */
export function checkTenant(
  place: string,
  issuer: Issuer,
  subject: Subject,
  pinned: Readonly<Record<string, string>> = subject.claims,
): void {
  const shared = sharedIssuer(issuer);
  // Where the audience tells the customers apart, it does so already: it is always compared, and always exactly.
  if (shared === undefined || shared.control === "aud" || !isKnown(subject.text)) return;
  const { name, tenant, tenantClaims } = shared;
  if (tenantClaims.some((claim) => Object.hasOwn(pinned, claim))) return;
  if (tenant === undefined ? subject.kind === "exact" : tenant.pattern.test(subject.text)) return;
  const claims = tenantClaims.length === 0 ? "" : `, or add one of the claims ${tenantClaims.join(", ")}`;
  throw new FederationError(place, {
    code: "SHARED_ISSUER_TOO_WIDE",
    what: `the subject ${quoted(subject.text)} does not name one whole organization, and everybody's tokens come from ${name} (${issuer.url})`,
    cure: tenant === undefined ? "name each subject exactly" : `begin it with ${tenant.example}${claims}`,
  });
}

/** What is known of an issuer that many customers share, if it is one. */
export function sharedIssuer(issuer: Issuer): SharedIssuer | undefined {
  if (!isKnown(issuer.url)) return undefined;
  const url = issuer.hostAndPath.replace(/\/+$/, "");
  return Object.hasOwn(SHARED_ISSUERS, url) ? SHARED_ISSUERS[url] : undefined;
}
