import { required, shape, text, type RulesOf } from "../core/values";
import { TOKEN_LIFETIME } from "./account-values";
import type { CredentialConfigProps } from "./credential-config";
import { POOL_PROVIDER_NAME } from "./pool-values";

/** What a credential configuration takes. */
export const CREDENTIAL_CONFIG_PROPS: RulesOf<CredentialConfigProps> = {
  provider: required(shape("the provider", POOL_PROVIDER_NAME)),
  tokenFile: required(
    text({
      noun: "the path of the token",
      code: "VALUE_MISSING",
      cure: "give the path at which the program finds its token",
      source: "https://google.aip.dev/auth/4117",
      does: "refused",
      example: "/var/run/service-account/token",
      minLength: 1,
    }),
  ),
  // Only a file is written: the provider, which refuses some of them, takes no part.
  serviceAccountEmail: text({
    noun: "the service account's e-mail",
    code: "GOOGLE_ID_INVALID",
    cure: 'give it whole, such as "orders@acme-prod.iam.gserviceaccount.com"',
    source: "https://cloud.google.com/iam/docs/service-account-types",
    does: "refused",
    example: "orders@acme-prod.iam.gserviceaccount.com",
    pattern: /^[A-Za-z0-9.-]+@([a-z0-9-]+\.)+gserviceaccount\.com$/,
    part: /^[A-Za-z0-9@.-]+$/,
  }),
  tokenLifetimeSeconds: TOKEN_LIFETIME,
};
