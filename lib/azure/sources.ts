import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { checkSources, issuersOf } from "../core/sources";
import { isKnown } from "../core/tokens";
import { AZURE_LIMITS } from "./limits";

/** Refuses what no credential of one identity can hold, and warns where Entra will look for keys that it was given. */
export function checkEntraSources(construct: Construct, sources: readonly TokenSource[]): void {
  checkSources(construct, sources);
  const { path } = construct.node;
  for (const source of sources) checkLengths(path, source);
  for (const { name, url, jwksJson } of issuersOf(sources)) {
    if (jwksJson === undefined) continue;
    Annotations.of(construct).addWarning(
      `Entra does not take the inline keys of the issuer ${quoted(name)}: it fetches them from ${url}, which must be reachable from the internet`,
    );
  }
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
    if (!isKnown(text) || text.length <= maxLength) continue;
    throw new FederationError(place, {
      code: "FIELD_TOO_LONG",
      what: `the ${noun} ${quoted(text)} has ${text.length} characters`,
      cure: `Entra takes ${maxLength}: shorten it`,
    });
  }
}
