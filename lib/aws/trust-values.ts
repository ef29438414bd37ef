import { given, list, required, shape, text, type RulesOf } from "../core/values";
import { AWS_LIMITS } from "../facts/aws";
import type { AwsTrustProps } from "./aws-trust";
import type { ExistingAwsTrustProps, ExistingOidcProvider } from "./existing-oidc-provider";
import { AUDIENCE, policyArn, providerArn, ROLE_NAME_PREFIX, ROLE_PATH, TAGS } from "./iam-texts";
import type { RoleDefaults } from "./oidc-trust";
import type { CommonAwsTrustProps } from "./trust-props";

export const REGION = text({
  noun: "the region",
  code: "REGION_INVALID",
  cure: 'give its code, such as "eu-west-1"',
  source: "https://docs.aws.amazon.com/general/latest/gr/rande.html",
  does: "refused",
  example: "eu-west-1",
  pattern: /^[a-z]+(-[a-z]+)+-\d+$/,
  part: /^[a-z0-9-]+$/,
});

const CLIENT_IDS = list({
  noun: "the list of client ids",
  code: "AUDIENCE_INVALID",
  cure: 'give 1 to 100 audiences, each spelled as the token spells it, such as "sts.amazonaws.com"',
  source: AUDIENCE.source,
  of: { ...AUDIENCE, noun: "the client id" },
  minCount: 1,
  maxCount: AWS_LIMITS.clientIds.maxCount,
});

const ISSUERS = list({
  noun: "the list of issuers",
  code: "ISSUER_INVALID",
  cure: "name at least one issuer, such as [cluster.issuer]",
  source: AUDIENCE.source,
  of: given("an issuer", "TrustedIssuers"),
});

export const ROLE_DEFAULTS: RulesOf<RoleDefaults> = {
  permissionsBoundaryArn: policyArn("the permissions boundary"),
  roleNamePrefix: ROLE_NAME_PREFIX,
  rolePath: ROLE_PATH,
  tags: TAGS,
};

export const COMMON_TRUST_PROPS: RulesOf<CommonAwsTrustProps> = {
  ...ROLE_DEFAULTS,
  clientIds: CLIENT_IDS,
  region: REGION,
  provider: given("the Terraform provider", "Terraform"),
};

export const PROVIDER_ARN = providerArn("the OIDC provider");

export const EXISTING_OIDC_PROVIDER: RulesOf<ExistingOidcProvider> = {
  issuer: required(given("the issuer", "TrustedIssuers")),
  arn: required(PROVIDER_ARN),
  clientIds: CLIENT_IDS,
};

const PROVIDERS = list({
  noun: "the list of providers",
  code: "ISSUER_INVALID",
  cure: "pair at least one issuer with the ARN of its provider",
  source: AUDIENCE.source,
  of: shape("an existing provider", EXISTING_OIDC_PROVIDER),
});

export const AWS_TRUST_PROPS: RulesOf<AwsTrustProps> = {
  ...COMMON_TRUST_PROPS,
  issuers: ISSUERS,
  existing: PROVIDERS,
  thumbprints: list({
    noun: "the list of thumbprints",
    code: "ISSUER_INVALID",
    cure: "leave thumbprints out (IAM trusts issuers with a public certificate without one), or give at most five SHA-1 thumbprints of 40 hexadecimal digits",
    source: AUDIENCE.source,
    of: text({
      noun: "the thumbprint",
      code: "ISSUER_INVALID",
      cure: "leave thumbprints out (IAM trusts issuers with a public certificate without one), or give SHA-1 thumbprints of 40 hexadecimal digits",
      source: AUDIENCE.source,
      does: "refused",
      example: "9e99a48a9960b14926bb7f3b02e22da2b0ab7280",
      maxLength: 40,
      pattern: AWS_LIMITS.thumbprints.pattern,
      part: /^[0-9a-fA-F]+$/,
    }),
    maxCount: AWS_LIMITS.thumbprints.maxCount,
    mayBeUnknown: true,
  }),
};

export const EXISTING_TRUST_PROPS: RulesOf<ExistingAwsTrustProps> = {
  ...COMMON_TRUST_PROPS,
  providers: required(PROVIDERS),
};
