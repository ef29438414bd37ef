import { SHARED_ISSUERS, type SharedIssuer } from "../../facts/shared-issuers";
import type { Finding } from "../finding";
import { isKnown, show } from "../text";
import type { AzureCredential } from "./credential";
import { clipped } from "./match";
import { isOfEntra } from "./shapes";
import { SOURCES } from "./sources";

/** Issuers that are spelled otherwise than their tokens spell them, and shared ones whose subject lets others in. */
export function findInIssuer(credential: AzureCredential): Finding[] {
  const { issuer } = credential;
  if (!isKnown(issuer) || issuer === "" || issuer.length > 600) return [];
  return [...misspelled(credential), ...tooWide(credential)];
}

function misspelled({ place, issuer }: AzureCredential): Finding[] {
  const finding = (id: string, why: string, cure: string, source: string): Finding => {
    return { id, severity: "warning", place, what: `the issuer is ${issuer}`, why, cure, source };
  };
  if (/^https:\/\/(?!ib\.)([^/]*\.)?(oic|oidc)\.prod-aks\.azure\.[a-z]+\/.*[^/]$/i.test(issuer.trim())) {
    const why = "AKS issuers end with a slash, and Entra compares exactly, so it never matches";
    return [
      finding(
        "azure-aks-issuer-without-slash",
        why,
        `write ${issuer}/, or take oidc_issuer_url of the cluster`,
        SOURCES.aksIssuer,
      ),
    ];
  }
  if (isOfEntra(issuer)) {
    const why =
      "Entra documents its own tokens for applications that trust a managed identity of their tenant, and refuses them elsewhere";
    const cure = "let an application trust the managed identity by its object id, or use the managed identity itself";
    return [finding("azure-issuer-of-entra", why, cure, SOURCES.trustManagedIdentity)];
  }
  if (!/^\s*https:\/\//i.test(issuer)) {
    const why = "Entra reads the keys at the issuer's URL, over https";
    return [finding("azure-issuer-not-https", why, "write the issuer's URL as its tokens carry it", SOURCES.considerations)];
  }
  const shared = sharedName(issuer);
  if (shared !== undefined && issuer.trim() !== `https://${shared}`) {
    const why = `tokens say https://${shared}, and Entra compares exactly, so it never matches`;
    return [finding("azure-issuer-misspelled", why, `write https://${shared}`, SOURCES.considerations)];
  }
  return [];
}

/** The name in the table of what is meant, whatever the letter case and the slashes at its end. */
function sharedName(issuer: string): string | undefined {
  const name = issuer
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, "")
    .replace(/\/{1,9}$/, "");
  return Object.hasOwn(SHARED_ISSUERS, name) ? name : undefined;
}

function tooWide(credential: AzureCredential): Finding[] {
  const { place, issuer, subject, expression } = credential;
  const shared = sharedIssuer(issuer);
  if (
    shared === undefined ||
    shared.control === "aud" ||
    (expression === undefined ? !isKnown(subject) || subject === "" : expression.error !== undefined)
  ) {
    return [];
  }
  if (isPinned(credential, shared)) return [];
  const { name, tenant, tenantClaims } = shared;
  const claims = tenantClaims.length === 0 ? "" : `, or compare one of ${tenantClaims.join(", ")}`;
  return [
    {
      id: "azure-shared-issuer-too-wide",
      severity: "error",
      place,
      what: `${clipped(show(expression?.text ?? subject))} does not name one whole organization of ${name}`,
      why: `all customers of ${name} get tokens of ${issuer}, and others can have this subject, too`,
      cure: tenant === undefined ? "name each subject exactly" : `begin the subject with ${tenant.example}${claims}`,
      source: SOURCES.flexible,
    },
  ];
}

function sharedIssuer(issuer: string): SharedIssuer | undefined {
  const name = sharedName(issuer);
  return name === undefined ? undefined : SHARED_ISSUERS[name];
}

function isPinned({ subject, expression }: AzureCredential, { tenant, tenantClaims }: SharedIssuer): boolean {
  if (expression === undefined) return tenant === undefined || tenant.pattern.test(subject);
  return expression.clauses.some(({ claim, operator, value }) => {
    if (tenantClaims.includes(claim)) return operator === "eq";
    if (claim !== "sub") return false;
    if (!isKnown(value)) return true;
    return tenant === undefined ? operator === "eq" : tenant.pattern.test(value);
  });
}
