import type { IdentityRequest } from "../core/identity";
import type { GoogleProjectTrust } from "./access";
import type { ExistingGoogleServiceAccount, ExistingServiceAccountOptions } from "./existing-google-service-account";
import type { GooglePrincipal, GooglePrincipalOptions } from "./google-principal";
import type { GoogleServiceAccount, GoogleServiceAccountOptions } from "./google-service-account";
import type { GooglePoolTrust } from "./pool-trust";

/** A Google Cloud project that accepts tokens of one or more issuers. */
export interface IGoogleTrust extends GoogleProjectTrust {
  /** Asks for a new service account that the workload impersonates. */
  serviceAccount(options?: GoogleServiceAccountOptions): IdentityRequest<GoogleServiceAccount>;
  /** Asks for leave to impersonate a service account that exists. */
  fromServiceAccountEmail(email: string, options?: ExistingServiceAccountOptions): IdentityRequest<ExistingGoogleServiceAccount>;
  /** Asks for direct access: roles for the workload itself, with no service account between. */
  principal(options?: GooglePrincipalOptions): IdentityRequest<GooglePrincipal>;
}

/** A Google Cloud project that accepts tokens through pools with providers. */
export interface IGooglePoolTrust extends IGoogleTrust, GooglePoolTrust {}
