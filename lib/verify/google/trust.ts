import type { Permission } from "../model-identity";
import type { PermissionContent } from "../permission-content";
import type { Place } from "../read/configuration";
import type { Truth } from "../text";
import type { Cel } from "./cel";
import type { Member } from "./member";

/** A workload identity pool. */
export interface Pool {
  /** Of its resource; of a pool that only providers name, its id. */
  readonly address: string;
  /** Whether a resource or data source of the files is the pool. */
  readonly isDeclared: boolean;
  readonly id: string;
  /** The project's id, as far as it is known. */
  readonly project: string;
  /** The project's number; a hole if neither the files nor the options say it. */
  readonly number: string;
  readonly disabled: Truth;
  /** Set if it has no providers, but workloads that Google attests itself. */
  readonly isTrustDomain?: true;
  /** Set if its `count` or `for_each` is unknown: there may be none. */
  readonly perhaps?: true;
  readonly place: Place;
}

/** An expression, as it is written and as it is read. */
export interface Expression {
  readonly text: string;
  readonly cel: Cel;
}

/** A provider of a pool, for OIDC. */
export interface Provider {
  readonly address: string;
  readonly id: string;
  readonly pool: Pool;
  readonly issuer: string;
  /** `undefined`: unknown until apply. Empty: the default, the provider's own name. */
  readonly audiences: readonly string[] | undefined;
  /** `undefined`: unknown until apply. */
  readonly mapping: ReadonlyMap<string, Expression> | undefined;
  readonly condition: Expression | undefined;
  /** The keys, where they are uploaded; else Google reads those that the issuer publishes. */
  readonly keys?: string;
  readonly disabled: Truth;
  /** Set if its `count` or `for_each` is unknown: there may be none. */
  readonly perhaps?: true;
  readonly place: Place;
}

/** A provider of a pool, for SAML, AWS or X.509: it takes no tokens. */
export interface OtherProvider {
  readonly address: string;
  readonly pool: Pool;
  readonly kind: "saml" | "principal";
  /** Who signs: an account of AWS, a mark of a SAML provider's metadata or of the certificates that are trusted. */
  readonly who: string;
  /** What it asks of them, and makes of what they say. */
  readonly conditions: readonly string[];
  readonly disabled: Truth;
  readonly perhaps?: true;
  readonly place: Place;
}

/** One role for one member on one resource. */
export interface Grant {
  readonly role: string;
  readonly member: Member;
  /** What it is granted on, as the file names it. */
  readonly on: string;
  readonly scope: "service account" | "project" | "folder" | "organization" | "resource";
  /** Whether the role lets make access tokens of service accounts that it is granted on, or above. */
  readonly impersonates: Truth;
  /** Whether it lets act as them in any way. */
  readonly acts: Truth;
  /** What the role lets do, where the files hold it. */
  readonly content?: PermissionContent;
  /** Whether an IAM condition stands on it: `yes` only if it is always true. */
  readonly holds: Truth;
  /** The condition as the file has it, if one stands on it. */
  readonly condition?: string;
  /** Set if its `count` or `for_each` is unknown: there may be none. */
  readonly perhaps?: true;
  /** Set if it is unknown whether it is on the account that it is asked about. */
  readonly doubt?: string;
  readonly address: string;
  readonly place: Place;
}

/** A service account. */
export interface Account {
  readonly address: string;
  readonly isDeclared: boolean;
  /** Spelled out if the files say what it is made of, else a hole. */
  readonly email: string;
  readonly project: string;
  readonly label: string;
  readonly names: readonly string[];
  readonly disabled: Truth;
  /** Set if its `count` or `for_each` is unknown: there may be none. */
  readonly perhaps?: true;
  readonly place: Place;
  /** The bindings on it. */
  readonly grants: readonly Grant[];
  /** Bindings that may be on it, too: on an account of an unknown name. */
  readonly maybeGrants: readonly Grant[];
  /** What it may do elsewhere. */
  readonly permissions: readonly Permission[];
}
