import type { ModelIdentity } from "../model-identity";
import type { Configuration } from "../read/configuration";
import type { TrustedIssuer } from "../trusted-issuer";

/** What the files say of trust in this cloud. */
export interface AzureModel {
  readonly issuers: readonly TrustedIssuer[];
  readonly identities: readonly ModelIdentity[];
}

/** Reads the cloud's part of a configuration. Never throws: what cannot be read is a problem in the result. */
export function readAzure(_configuration: Configuration): AzureModel {
  return { issuers: [], identities: [] };
}
