import { required, shape, text, type RulesOf } from "../core/values";
import { GOOGLE_LIMITS } from "../facts/google";
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
  serviceAccountEmail: text({
    noun: "the service account's e-mail",
    code: "GOOGLE_ID_INVALID",
    cure: 'give it whole, such as "orders@acme-prod.iam.gserviceaccount.com"',
    source: "https://cloud.google.com/iam/docs/service-account-types",
    does: "refused",
    example: "orders@acme-prod.iam.gserviceaccount.com",
    ...GOOGLE_LIMITS.writtenEmail,
  }),
  tokenLifetimeSeconds: TOKEN_LIFETIME,
};
