import type { Place } from "./read/configuration";

/** An issuer that a cloud account trusts. */
export interface TrustedIssuer {
  readonly cloud: Cloud;
  /** The address of the provider, or of the credential on Azure. */
  readonly address: string;
  /** The URL, exactly as tokens spell it. */
  readonly url: string;
  /** The audiences that it takes. Empty: the cloud's default. */
  readonly audiences: readonly string[];
  readonly place: Place;
}

/** The clouds that trusts are read for. */
export type Cloud = "aws" | "google" | "azure";
