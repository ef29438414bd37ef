import type { Place } from "./read/configuration";
import type { TokenShape } from "./shape";

/** An issuer that a cloud account trusts. */
export interface TrustedIssuer {
  readonly cloud: CloudName;
  /** The address of the provider, or of the credential on Azure. */
  readonly address: string;
  /** The URL, exactly as tokens spell it. */
  readonly url: string;
  /** The audiences that it takes. Empty: the cloud's default. */
  readonly audiences: readonly string[];
  readonly place: Place;
  /** What its tokens get into, and bindings of other files may let them go on from: a pool of Google's. @default - nothing: each binding names the issuer */
  readonly into?: string;
  /** The tokens that get there. @default - none, or those that bindings name */
  readonly accepts?: TokenShape;
  /** What they become there, and which keys sign them, by the argument that says it. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** As in `Cloud.name`: `aws`, `google`, `azure`. */
export type CloudName = string;
