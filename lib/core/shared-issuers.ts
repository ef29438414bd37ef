import { SHARED_ISSUERS, type SharedIssuer, type Tenant } from "../facts/shared-issuers";
import { FederationError, quoted } from "./errors";
import type { Issuer } from "./issuer";
import type { Subject } from "./subject";
import { isKnown, knownStart } from "./tokens";

/**
 * Refuses a subject that other customers of a shared issuer can have too: one that does not name the organization whole. With a subject
 * template of one's own, anybody's job can be called `environment:production`; and `repo:acme*` is `acme-evil` as well.
 *
 * Of a subject that is unknown in part, what stands before the first token must be able to name an organization: `environment:${stage}`
 * never does, `repo:${owner}/api:…` names the one that the variable says, as a subject that is unknown whole does.
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
  if (shared === undefined || shared.control === "aud") return;
  const { name, tenant, tenantClaims } = shared;
  if (tenantClaims.some((claim) => Object.hasOwn(pinned, claim))) return;
  if (tenant === undefined ? subject.kind === "exact" : namesTenant(tenant, subject.text)) return;
  const claims = tenantClaims.length === 0 ? "" : `, or add one of the claims ${tenantClaims.join(", ")}`;
  throw new FederationError(place, {
    code: "SHARED_ISSUER_TOO_WIDE",
    what: `the subject ${quoted(subject.text)} does not name one whole organization, and everybody's tokens come from ${name} (${issuer.url})`,
    cure: tenant === undefined ? "name each subject exactly" : `begin it with ${tenant.example}${claims}`,
  });
}

function namesTenant({ pattern, openers, bareId }: Tenant, subject: string): boolean {
  if (isKnown(subject)) return pattern.test(subject);
  const start = knownStart(subject);
  if (start === "" || pattern.test(start)) return true;
  if (bareId?.test(start) === true) return true;
  return openers.some((opener) => opener.startsWith(start) || (start.startsWith(opener) && isName(start.slice(opener.length))));
}

/** Whether it can be how an organization's name begins. */
function isName(text: string): boolean {
  return /^[^/:*?\s]*$/.test(text);
}

/**
 * What is known of an issuer that many customers share, if it is one. One that begins as such an issuer and goes on with what is unknown
 * until apply may be it: an enterprise's own issuer, say, or with an empty variable everybody's.
 */
export function sharedIssuer({ url }: Pick<Issuer, "url">): SharedIssuer | undefined {
  const start = knownStart(url);
  if (!start.startsWith(SCHEME)) return undefined;
  const hostAndPath = start.slice(SCHEME.length).replace(/\/+$/, "").toLowerCase();
  return Object.hasOwn(SHARED_ISSUERS, hostAndPath) ? SHARED_ISSUERS[hostAndPath] : undefined;
}

const SCHEME = "https://";
