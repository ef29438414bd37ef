import type { IConstruct } from "constructs";
import { FederationError, isList, quoted } from "./errors";
import type { TokenSource } from "./identity";
import { checkDistinct, isIssuer, type Issuer } from "./issuer";
import { isSubject } from "./subject";
import { stableText } from "./tokens";

/**
 * Refuses an identity that nobody may become, the same issuer and subject twice, and anything that is not an Issuer and a Subject:
 * a trust that is made from a mistyped subject could lack its condition.
 */
export function checkSources(identity: IConstruct, sources: readonly TokenSource[]): void {
  if (!isList(sources) || sources.length === 0) {
    throw new FederationError(identity, {
      code: "SUBJECTS_EMPTY",
      what: "nobody is named who may become this identity",
      cure: "name at least one issuer with a subject",
    });
  }
  const seen = new Set<string>();
  for (const source of sources as readonly Partial<TokenSource>[]) {
    if (!isSource(source)) {
      throw new FederationError(identity, {
        code: "SUBJECT_INVALID",
        what: `a source is ${quoted(source)}, not an Issuer with a Subject`,
        cure: 'give { issuer: cluster.issuer, subject: Subject.exactly("…") }',
      });
    }
    const { issuer, subject } = source;
    const claims = Object.entries(subject.claims).sort();
    const key = JSON.stringify([issuer.name, subject.kind, stableText(identity, subject.text), claims]);
    if (seen.has(key)) {
      throw new FederationError(identity, {
        code: "SUBJECT_DUPLICATE",
        what: `the subject ${quoted(subject.text)} of the issuer ${quoted(issuer.name)} is named twice`,
        cure: "name it once",
      });
    }
    seen.add(key);
  }
  checkDistinct(identity, issuersOf(sources));
}

/** The issuers of the sources, each once. */
export function issuersOf(sources: readonly TokenSource[]): readonly Issuer[] {
  return [...new Map(sources.map(({ issuer }) => [JSON.stringify([issuer.name, issuer.url]), issuer])).values()];
}

function isSource(source: Partial<TokenSource> | undefined): source is TokenSource {
  return isIssuer(source?.issuer) && isSubject(source.subject);
}
