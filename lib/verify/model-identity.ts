import type { OtherWay } from "./other-way";
import type { PermissionContent } from "./permission-content";
import type { Place } from "./read/configuration";
import type { TokenShape } from "./shape";
import type { CloudName } from "./trusted-issuer";

/** What a workload can become. */
export interface ModelIdentity {
  readonly cloud: CloudName;
  readonly kind: "role" | "service account" | "principal" | "managed identity" | "application";
  /** Unique in the model. Of a Google principal: the member itself. */
  readonly address: string;
  /** For people: the name that the cloud shows. */
  readonly label: string;
  /** Everything else that it is called: ARN, name, e-mail address, client id, resource id. Texts with holes. */
  readonly names: readonly string[];
  readonly permissions: readonly Permission[];
  readonly place: Place;
  /** The shapes of token that it accepts; computed when it is first read. */
  readonly shapes: readonly TokenShape[];
  /** The ways in that need no token of an issuer's: foreign accounts, services, everyone. Computed when they are first read. */
  readonly otherWays: readonly OtherWay[];
  /** What caps everything that it may do, such as a permissions boundary. @default - nothing */
  readonly caps?: readonly Permission[];
}

/** What an identity may do. */
export interface Permission {
  /** A policy's ARN or name, or a role. */
  readonly name: string;
  /** What it is granted on: a project, a scope, a bucket. @default - the identity's own account */
  readonly on?: string;
  /** The condition that stands on the grant, as the file has it. @default - none */
  readonly condition?: string;
  /** The address of the resource that grants it. */
  readonly address: string;
  /** What it lets do, where the files hold that. @default - its name says all that is known */
  readonly content?: PermissionContent;
}
