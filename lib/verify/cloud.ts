import type { Contradiction } from "./contradiction";
import type { Decision } from "./decision";
import type { Dump } from "./dumps/dump";
import type { Finding } from "./finding";
import type { KeyCatalogue } from "./keys/key-catalogue";
import type { GrantToUnknown } from "./grant-to-unknown";
import type { ModelIdentity } from "./model-identity";
import type { Configuration } from "./read/configuration";
import type { Request } from "./request";
import type { Token } from "./token";
import type { TrustedIssuer } from "./trusted-issuer";

/** A cloud, or a service that takes tokens: everything that verify knows of it. */
export interface Cloud {
  /** As in {@link ModelIdentity.cloud}. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** The audience that tokens for it usually have, where its files do not say. @default - there is none */
  readonly usualAudience?: string;
  /** Its keys that do not expire, which workloads should not hold. @default - it has none */
  readonly keys?: KeyCatalogue;
  /** What its own command line prints of what stands in it. @default - nothing that is read */
  readonly dumps?: readonly Dump[];
  /** Lines of a shell script that writes those dumps into the folder `$out`. @default - it has none */
  readonly collect?: string;
  /** Reads its part of a configuration. Never throws: what cannot be read stays unknown. */
  read(configuration: Configuration): CloudModel;
  /** The request for the way in that an identity of this cloud has for tokens. */
  requestFor(identity: ModelIdentity): Request;
}

/** What the files say of trust in one cloud. */
export interface CloudModel {
  readonly issuers: readonly TrustedIssuer[];
  readonly identities: readonly ModelIdentity[];
  /** The identities of a name that is not spelled as {@link ModelIdentity.names} have it. @default - none */
  readonly named?: (name: string) => readonly ModelIdentity[];
  /** What the files call one of its issuers, the likeliest first. @default - its URL alone */
  readonly issuerNames?: (issuer: TrustedIssuer) => readonly string[];
  /** Why no token gets into an identity although its rules each let some in. @default - nothing is told */
  readonly contradictions?: (identity: ModelIdentity) => readonly Contradiction[];
  /** What is granted to whom the files do not say. @default - nothing */
  grantsToUnknown?(): readonly GrantToUnknown[];
  /** Whether a request is one of this cloud's. */
  takes(request: Request): boolean;
  /** What it answers to a request that it takes. The token's signature is taken as valid. */
  decide(request: Request, token: Token, now: number): Decision;
  /** What it answers to a token that wants one of its identities: by every way in that a bearer of the token has. */
  become(identity: ModelIdentity, token: Token, now: number): Decision;
  /** What is over-broad, broken, or refused at apply. */
  findings(all: Trusts): readonly Finding[];
  /** What the cloud itself, and the lab, know of it besides. */
  readonly own: unknown;
}

/** What all clouds trust. */
export interface Trusts {
  readonly configuration: Configuration;
  readonly issuers: readonly TrustedIssuer[];
  readonly identities: readonly ModelIdentity[];
  /** The identities that an address or a name of the cloud's stands for: several, if it is not unique. By index. */
  named(name: string): readonly ModelIdentity[];
}
