import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { moveFrom, type Movable } from "../core/move";
import { stableText } from "../core/tokens";

/** A federated credential, and whose tokens it takes. */
export interface WrittenCredential {
  readonly source: TokenSource;
  readonly credential: Movable;
}

/**
 * Tells Terraform that the credential of this issuer and subject is the one that had another address before, such as that of a cluster's
 * former name: it is then replaced in its own place, the old one deleted first.
 */
export function moveCredential(
  identity: IConstruct,
  written: readonly WrittenCredential[],
  { source: { issuer, subject }, address }: { readonly source: TokenSource; readonly address: string },
): void {
  const text = stableText(identity, subject.text);
  const found = written.find(
    ({ source }) => source.issuer.name === issuer.name && stableText(identity, source.subject.text) === text,
  );
  if (found === undefined) {
    throw new FederationError(identity, {
      code: "ISSUER_NOT_TRUSTED",
      what: `no credential of this identity is for the subject ${quoted(subject.text)} of the issuer ${quoted(issuer.name)}`,
      cure: "name an issuer and a subject that may become this identity",
    });
  }
  moveFrom(identity, found.credential, address);
}
