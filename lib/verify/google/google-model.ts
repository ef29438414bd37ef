import type { ModelIdentity } from "../model-identity";
import type { Configuration, Problem } from "../read/configuration";
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
  readonly denyPolicies: readonly DenyPolicy[];
  /** What could not be read. */
  readonly problems: readonly Problem[];
  readonly numberOf: ProjectNumbers;
  readonly indexes: GoogleIndexes;
}

/** What decisions look up. */
export interface GoogleIndexes {
  /** Service accounts by address, e-mail address or any other name; `undefined` if several have it. */
  readonly accounts: ReadonlyMap<string, Account | undefined>;
  /** Providers whose issuer is this URL exactly, and, by the key `undefined`, those whose issuer is not known. */
  readonly providers: ReadonlyMap<string | undefined, readonly Provider[]>;
  /** Providers by address, and by `POOL/providers/ID`, since the number before that may not be known; by the key `undefined`, those of unknown ids. */
  readonly providersById: ReadonlyMap<string | undefined, readonly Provider[]>;
  /** Pools by their ids, and, by the key `undefined`, those whose id is not known. */
  readonly poolsById: ReadonlyMap<string | undefined, readonly Pool[]>;
  /** Providers by the addresses of their pools. */
  readonly providersOfPool: ReadonlyMap<string, readonly Provider[]>;
  /** The bindings on an account that let their members impersonate it. */
  readonly impersonators: (account: Account) => GrantIndex;
  /** The bindings of projects and above that let their members impersonate the accounts below. */
  readonly wide: GrantIndex;
  /** Bindings by role, and, by the key `undefined`, those whose role is not known. */
  readonly byRole: ReadonlyMap<string | undefined, GrantIndex>;
  /** A binding of a role whose member names a pool that the files hold no provider of. */
  readonly elsewhere: (role: string) => Grant | undefined;
}
