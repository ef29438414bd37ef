import type { GrantToUnknown } from "../grant-to-unknown";
import type { ModelIdentity } from "../model-identity";
import type { Configuration } from "../read/configuration";
import type { TrustedIssuer } from "../trusted-issuer";
import type { DenyPolicy } from "./deny-policies";
import type { GrantIndex } from "./grant-index";
import type { ProjectNumbers } from "./project-numbers";
import type { Account, Grant, OtherProvider, Pool, Provider } from "./trust";

/** What the files say of trust in Google Cloud. */
export interface GoogleModel {
  readonly configuration: Configuration;
  readonly issuers: readonly TrustedIssuer[];
  readonly identities: readonly ModelIdentity[];
  readonly pools: readonly Pool[];
  readonly providers: readonly Provider[];
  /** Providers for SAML, AWS or X.509, which take no OIDC tokens. */
  readonly otherProviders: readonly OtherProvider[];
  readonly accounts: readonly Account[];
  readonly grants: readonly Grant[];
  /** Bindings of members that the files do not say. */
  grantsToUnknown(): readonly GrantToUnknown[];
  readonly denyPolicies: readonly DenyPolicy[];
  readonly numberOf: ProjectNumbers;
  readonly indexes: GoogleIndexes;
}

/** What decisions look up. */
export interface GoogleIndexes {
  /** Service accounts by address, e-mail address or any other name; `undefined` if several have it. */
  readonly accounts: ReadonlyMap<string, Account | undefined>;
  /** Providers whose issuer is this URL exactly, and, by the key `undefined`, those whose issuer is unknown. */
  readonly providers: ReadonlyMap<string | undefined, readonly Provider[]>;
  /** Providers by address, and by `POOL/providers/ID`, since the number before that may not be known; by the key `undefined`, those of unknown ids. */
  readonly providersById: ReadonlyMap<string | undefined, readonly Provider[]>;
  readonly pools: PoolIndex;
  /** Providers by the addresses of their pools. */
  readonly providersOfPool: ReadonlyMap<string, readonly Provider[]>;
  /** Likewise those that take no OIDC tokens. */
  readonly otherProvidersOfPool: ReadonlyMap<string, readonly OtherProvider[]>;
  /** The bindings on an account that let their members impersonate it. */
  readonly impersonators: (account: Account) => GrantIndex;
  /** The bindings of projects and above that let their members impersonate the accounts below. */
  readonly wide: GrantIndex;
  /** The bindings above the accounts of a project that let act as them, of any members; those of members that tokens can stand for. */
  readonly above: (project: string) => readonly Grant[];
  readonly federatedAbove: (project: string) => readonly Grant[];
  /** The names of pools and their projects that something unread is told of: it may hold a provider or a binding of theirs. */
  readonly poolsTold: () => readonly string[];
  /** Bindings by role, and, by the key `undefined`, those whose role is unknown. */
  readonly byRole: ReadonlyMap<string | undefined, GrantIndex>;
  /** What principals from outside hold, by member as people see it: not what lets them become a service account. */
  readonly held: ReadonlyMap<string, readonly [Grant, ...Grant[]]>;
  /** A binding of a role whose member names a pool of which the files may not hold the providers. */
  readonly elsewhere: (role: string) => Grant | undefined;
  /** Likewise all those of `wide`. */
  readonly wideElsewhere: () => readonly Grant[];
}

/** Pools by their names. */
export interface PoolIndex {
  readonly all: readonly Pool[];
  /** By `NUMBER/ID`, either with holes. */
  readonly byName: ReadonlyMap<string, readonly Pool[]>;
  /** By id, with holes. */
  readonly byId: ReadonlyMap<string, readonly Pool[]>;
  readonly ofUnknownId: readonly Pool[];
}
