import { checkValues } from "../core/check-values";
import { CREDENTIAL_CONFIG_PROPS } from "./credential-config-values";
import { providerResource, type PoolProviderName } from "./principals";

/** What a credential configuration is made of. */
export interface CredentialConfigProps {
  readonly provider: PoolProviderName;
  /** Where the pod finds its token. */
  readonly tokenFile: string;
  /** The service account to impersonate. @default - none: direct access */
  readonly serviceAccountEmail?: string | undefined;
  /** How long tokens of that service account live, in seconds. @default - an hour */
  readonly tokenLifetimeSeconds?: number | undefined;
}

/**
 * The file that Google's client libraries read from `GOOGLE_APPLICATION_CREDENTIALS`: it holds no secret, only where the token
 * is and where to exchange it. The same fields as `gcloud iam workload-identity-pools create-cred-config` writes.
 * https://google.aip.dev/auth/4117
 *
 * @throws FederationError GOOGLE_ID_INVALID, GOOGLE_PROJECT_INVALID, SESSION_DURATION_INVALID, VALUE_MISSING
 */
export function credentialConfig(props: CredentialConfigProps): Record<string, unknown> {
  checkValues("credentialConfig", "the configuration", CREDENTIAL_CONFIG_PROPS, props);
  return configOf(props);
}

/** The same of values that were checked when a trust was made. */
export function configOf(props: CredentialConfigProps): Record<string, unknown> {
  const { provider, tokenFile, serviceAccountEmail, tokenLifetimeSeconds } = props;
  return {
    universe_domain: "googleapis.com",
    type: "external_account",
    audience: providerResource(provider),
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    credential_source: { file: tokenFile, format: { type: "text" } },
    ...(serviceAccountEmail === undefined
      ? { token_info_url: "https://sts.googleapis.com/v1/introspect" }
      : {
          service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${serviceAccountEmail}:generateAccessToken`,
          ...(tokenLifetimeSeconds === undefined
            ? {}
            : { service_account_impersonation: { token_lifetime_seconds: tokenLifetimeSeconds } }),
        }),
  };
}
