import { flag, given, list, record, required, shape, text, type RulesOf, type ValueRules } from "../core/values";
import type { ExistingGoogleTrustProps, ExistingPoolProvider } from "./existing-pool-provider";
import type { GkeTrustProps } from "./gke-trust";
import type { GoogleTrustProps } from "./google-trust";
import {
  AUDIENCE,
  condition,
  DESCRIPTION,
  DISPLAY_NAME,
  POOL_ID,
  POOL_OPTIONS,
  PROVIDER_ID,
  PROVIDER_OPTIONS,
} from "./pool-values";
import { PROJECT, PROJECT_NUMBER, TERRAFORM_PROVIDER } from "./project-values";
import type { SharedGooglePoolProps } from "./shared-google-pool";

const PROJECT_OF_TRUST = {
  project: required(PROJECT),
  projectNumber: required(PROJECT_NUMBER),
  provider: TERRAFORM_PROVIDER,
};

const ISSUERS = list({
  noun: "the list of issuers",
  code: "ISSUER_INVALID",
  cure: "name at least one issuer, such as [cluster.issuer]",
  source: "ours: nobody could become anything",
  of: given("an issuer", "TrustedIssuers"),
});

const settings = (noun: string, of: ValueRules) =>
  record({
    noun,
    code: "ISSUER_INVALID",
    cure: "use the names of the issuers",
    source: "ours: checkSettings",
    keys: text({
      noun: "the issuer's name",
      code: "ISSUER_INVALID",
      cure: "use the names of the issuers",
      source: "ours: it names resources",
      does: "refused",
      example: "eu",
      mustBeKnown: true,
    }),
    of: shape("the settings of", of),
  });

const MAPPING = "https://cloud.google.com/iam/docs/workload-identity-federation#mapping";

/** What a provider that exists takes. */
export const EXISTING_POOL_PROVIDER: RulesOf<ExistingPoolProvider> = {
  issuer: required(given("the issuer", "TrustedIssuers")),
  poolId: required(POOL_ID),
  providerId: required(PROVIDER_ID),
  audience: AUDIENCE,
  longSubjects: flag("longSubjects"),
  // checkExisting knows more of both.
  attributeMapping: record({
    noun: "the mapping",
    code: "CONDITION_INVALID",
    cure: "give it as the provider has it",
    source: MAPPING,
    keys: text({
      noun: "the mapped attribute",
      code: "CONDITION_INVALID",
      cure: 'name "google.subject" or "google.groups", or an attribute such as "attribute.tier"',
      source: MAPPING,
      does: "refused",
      example: "attribute.tier",
      mustBeKnown: true,
      pattern: /^(google\.[a-z_]+|attribute\.[a-z0-9_]{1,100})$/,
    }),
    of: condition("the mapped attribute", "assertion.sub"),
  }),
  attributeCondition: condition("the attribute condition", "assertion.x == 'y'"),
};

const EXISTING = list({
  noun: "the list of providers",
  code: "ISSUER_INVALID",
  cure: "name at least one provider",
  source: "ours: nobody could become anything",
  of: shape("a provider", EXISTING_POOL_PROVIDER),
});

export const GOOGLE_TRUST_PROPS: RulesOf<GoogleTrustProps> = {
  ...PROJECT_OF_TRUST,
  issuers: ISSUERS,
  existing: EXISTING,
  pools: settings('"pools"', POOL_OPTIONS),
};

export const SHARED_GOOGLE_POOL_PROPS: RulesOf<SharedGooglePoolProps> = {
  ...PROJECT_OF_TRUST,
  issuers: required(ISSUERS),
  poolId: POOL_ID,
  displayName: DISPLAY_NAME,
  description: DESCRIPTION,
  disabled: flag("disabled", { mayBeUnknown: true }),
  importExisting: flag("importExisting"),
  preventDestroy: flag("preventDestroy"),
  providers: settings('"providers"', PROVIDER_OPTIONS),
};

export const GKE_TRUST_PROPS: RulesOf<GkeTrustProps> = {
  ...PROJECT_OF_TRUST,
  dependsOn: list({
    noun: '"dependsOn"',
    code: "VALUE_MISSING",
    cure: "list resources",
    source: "ours",
    of: given('what "dependsOn" names', "cdktf"),
  }),
};

export const EXISTING_GOOGLE_TRUST_PROPS: RulesOf<ExistingGoogleTrustProps> = {
  ...PROJECT_OF_TRUST,
  providers: required(EXISTING),
};
