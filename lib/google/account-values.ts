import { given, list, number, required, text, type RulesOf } from "../core/values";
import { GOOGLE_LIMITS } from "../facts/google";
import type { ExistingGoogleServiceAccountProps, ExistingServiceAccountOptions } from "./existing-google-service-account";
import type { GooglePrincipalOptions, GooglePrincipalProps } from "./google-principal";
import type { GoogleServiceAccountOptions, GoogleServiceAccountProps } from "./google-service-account";
import { PROJECT, TERRAFORM_PROVIDER } from "./project-values";
import { ROLE_PROJECT, ROLES } from "./role-values";

const ACCOUNTS = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/google_service_account";
const { tokenLifetimeSeconds: lifetime } = GOOGLE_LIMITS;

/** Of the longest tokens, GKE's own pool apart. */
export const TOKEN_LIFETIME = number({
  noun: "the token lifetime",
  code: "SESSION_DURATION_INVALID",
  cure: `give whole seconds from ${lifetime.minimum} to ${lifetime.maximum}; above 3600 the organization must allow it for the service account (constraints/iam.allowServiceAccountCredentialLifetimeExtension)`,
  source: "https://cloud.google.com/iam/docs/create-short-lived-credentials-direct#sa-credentials-oauth",
  min: lifetime.minimum,
  max: lifetime.maximum,
  unit: "seconds",
});

export const EMAIL = text({
  noun: "the service account's e-mail",
  code: "GOOGLE_ID_INVALID",
  cure: 'give it whole, such as "orders@acme-prod.iam.gserviceaccount.com"',
  source: "https://cloud.google.com/iam/docs/service-account-types",
  does: "refused",
  example: "orders@acme-prod.iam.gserviceaccount.com",
  ...GOOGLE_LIMITS.serviceAccountEmail,
});

/** What a service account takes. */
export const GOOGLE_SERVICE_ACCOUNT_OPTIONS: RulesOf<GoogleServiceAccountOptions> = {
  accountId: text({
    noun: "the service account id",
    code: "GOOGLE_ID_INVALID",
    cure: 'use 6 to 30 characters of a-z, 0-9 and "-", a letter first and no "-" last',
    source: ACCOUNTS,
    does: "refused",
    example: "orders-edge",
    ...GOOGLE_LIMITS.serviceAccountId,
  }),
  displayName: text({
    noun: "the display name",
    code: "FIELD_TOO_LONG",
    cure: "shorten it to 100 bytes in UTF-8, and give whole characters",
    source: ACCOUNTS,
    does: "escaped",
    example: "Orders",
    ...GOOGLE_LIMITS.serviceAccountDisplayName,
  }),
  description: text({
    noun: "the description",
    code: "FIELD_TOO_LONG",
    cure: "shorten it to 256 bytes in UTF-8, and give whole characters",
    source: ACCOUNTS,
    does: "escaped",
    example: "Of the shop",
    ...GOOGLE_LIMITS.serviceAccountDescription,
  }),
  project: PROJECT,
  roles: ROLES,
  tokenLifetimeSeconds: TOKEN_LIFETIME,
  provider: TERRAFORM_PROVIDER,
};

/** What direct access takes. */
export const GOOGLE_PRINCIPAL_OPTIONS: RulesOf<GooglePrincipalOptions> = {
  project: ROLE_PROJECT,
  roles: ROLES,
  provider: TERRAFORM_PROVIDER,
};

/** What a service account that exists takes. */
export const EXISTING_SERVICE_ACCOUNT_OPTIONS: RulesOf<ExistingServiceAccountOptions> = {
  ...GOOGLE_PRINCIPAL_OPTIONS,
  tokenLifetimeSeconds: TOKEN_LIFETIME,
};

const OF_TRUST = {
  trust: required(given("the trust", "the compiler")),
  sources: required(
    list({
      noun: "the list of sources",
      code: "SUBJECTS_EMPTY",
      cure: "name at least one issuer with a subject",
      source: "ours: nobody could become it",
      of: given("a source", "checkSources"),
    }),
  ),
};

export const GOOGLE_SERVICE_ACCOUNT_PROPS: RulesOf<GoogleServiceAccountProps> = {
  ...GOOGLE_SERVICE_ACCOUNT_OPTIONS,
  ...OF_TRUST,
};

export const GOOGLE_PRINCIPAL_PROPS: RulesOf<GooglePrincipalProps> = { ...GOOGLE_PRINCIPAL_OPTIONS, ...OF_TRUST };

export const EXISTING_GOOGLE_SERVICE_ACCOUNT_PROPS: RulesOf<ExistingGoogleServiceAccountProps> = {
  ...EXISTING_SERVICE_ACCOUNT_OPTIONS,
  ...OF_TRUST,
  email: required(EMAIL),
};
