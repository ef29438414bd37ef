import { AZURE_LIMITS } from "../facts/azure";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { isKnown } from "../core/tokens";
import { comparableClaims, comparedClaims, needsExpression } from "./flexible-expression";
import { flexibleIssuers } from "./flexible-issuers";

/** The id by which azuread imports an object of Entra's: `/applications/…`. It must be known: import blocks are read first of all. */
export function checkDirectoryId(place: string, kind: "applications" | "servicePrincipals", id: string): string {
  const [, uuid = ""] = typeof id === "string" ? (new RegExp(`^/${kind}/([^/]+)$`).exec(id) ?? []) : [];
  if (AZURE_LIMITS.uuid.pattern.test(uuid)) return id;
  throw new FederationError(place, {
    code: "AZURE_ID_INVALID",
    what: `the id to import is ${quoted(id)}`,
    cure: `give "/${kind}/" and the object id, such as "/${kind}/66666666-6666-6666-6666-666666666666"`,
  });
}

export function checkCredentialCount(place: string, count: number): void {
  const { maxCount } = AZURE_LIMITS.credentials;
  if (count <= maxCount) return;
  throw new FederationError(place, {
    code: "CREDENTIAL_LIMIT",
    what: `an application would get ${count} federated credentials, one for each issuer and subject, and Entra allows ${maxCount}`,
    cure: "state several subjects of one issuer as one Subject.matching where Entra takes patterns, or ask for a second application",
  });
}

/** Refuses what Entra would refuse of an expression, or would compare in another way than it reads. */
export function checkExpression(place: string, source: TokenSource): void {
  if (!needsExpression(source)) return;
  checkFlexible(place, source);
  checkClaims(place, source);
  for (const text of [source.subject.text, ...comparedClaims(source).map(([, value]) => value)]) checkQuotes(place, text);
}

function checkFlexible(place: string, { issuer, subject }: TokenSource): void {
  // Of a URL that is unknown until apply it cannot be said whose tokens these are, nor what Entra compares of them.
  if (flexibleIssuers(issuer.url) !== undefined) return;
  const isPattern = subject.kind === "pattern";
  throw new FederationError(place, {
    code: isPattern ? "SUBJECT_PATTERN_UNSUPPORTED" : "CLAIM_UNSUPPORTED",
    what: `the subject ${quoted(subject.text)} ${isPattern ? "is a pattern" : "comes with claims"}, and of the issuer ${isKnown(issuer.url) ? quoted(issuer.url) : `${quoted(issuer.name)}, whose URL is unknown until apply,`} Entra compares the subject alone and exactly: it takes expressions for https://token.actions.githubusercontent.com, https://gitlab.com, https://gitlab.<any>.com, https://gitlab.<any>.ca, https://app.terraform.io and https://app.eu.terraform.io alone`,
    cure: `${isKnown(issuer.url) ? "" : "spell the URL out, or "}${isPattern ? "name each subject with Subject.exactly" : "leave the claims out"}`,
  });
}

function checkClaims(place: string, source: TokenSource): void {
  const known = flexibleIssuers(source.issuer.url);
  if (known === undefined) return;
  const claims = comparedClaims(source).map(([claim]) => claim);
  const comparable = comparableClaims(source);
  const unknown = claims.find((claim) => !comparable.includes(claim));
  if (unknown !== undefined) {
    throw new FederationError(place, {
      code: "CLAIM_UNSUPPORTED",
      what: `Entra cannot compare the claim ${quoted(unknown)} of ${known.name} tokens (subject ${quoted(source.subject.text)})`,
      cure: `leave it out: of these tokens it compares ${["sub", ...comparable].join(", ")}`,
    });
  }
  if (known.oneOf.length === 0 || claims.some((claim) => known.oneOf.includes(claim))) return;
  throw new FederationError(place, {
    code: "CLAIM_MISSING",
    what: `the subject ${quoted(source.subject.text)} comes without ${known.oneOf.join(" or ")}, one of which Entra wants in every expression for ${known.name}, because names can be taken over`,
    cure: `give the id with the subject, such as Subject.matching(pattern, { claims: { ${known.oneOf.at(-1) ?? ""}: "65" } })`,
  });
}

/** Entra reads a single quote as the end of the text or as an escape. What is unknown until apply could hold one, and say anything. */
function checkQuotes(place: string, text: string): void {
  if (!isKnown(text)) {
    throw new FederationError(place, {
      code: "SUBJECT_INVALID",
      what: `${quoted(text)} is unknown until apply, and a single quote in it would end a text in Entra's expressions and let others in`,
      cure: "spell out the subject and the claims of its issuer and its own, or name an exact subject without any claims",
    });
  }
  if (!text.includes("'")) return;
  throw new FederationError(place, {
    code: "SUBJECT_INVALID",
    what: `${quoted(text)} holds a single quote, which ends a text in Entra's expressions`,
    cure: "in a pattern, write ? in its place; elsewhere name the subject without claims",
  });
}
