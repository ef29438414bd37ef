import { flag, given, list, record, required, text, type RulesOf } from "../core/values";
import { AUDIENCE, providerArn } from "./iam-texts";
import type { PodIdentitySource, PodIdentityStatementsProps } from "./pod-identity-policy";
import { CLUSTER_ARN } from "./pod-identity-values";
import type { TrustStatementProps } from "./trust-policy";

const KEYS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html";

export const TRUST_STATEMENT_PROPS: RulesOf<TrustStatementProps> = {
  providerArn: required(providerArn("the OIDC provider")),
  hostAndPath: required(
    text({
      noun: "the issuer without https://",
      code: "ISSUER_INVALID",
      cure: 'give it as the issuer spells it, such as "oidc.example.com/edge" (an Issuer has it as "hostAndPath")',
      source: KEYS,
      does: "refused",
      example: "oidc.example.com/edge",
      // A condition key ends at the colon before the claim.
      pattern: /^(?!https:\/\/)[A-Za-z0-9][!-~]*$/,
      part: /^[!-~]+$/,
    }),
  ),
  subjects: required(
    list({
      noun: "the subjects",
      code: "SUBJECTS_EMPTY",
      cure: "give a list of Subjects",
      source: KEYS,
      of: given("a subject", "its own constructor"),
    }),
  ),
  claims: record({
    noun: "the claims",
    code: "SUBJECT_INVALID",
    cure: "name claims that IAM has a key for, with their exact values",
    source: KEYS,
    keys: text({
      noun: "the claim",
      code: "SUBJECT_INVALID",
      cure: "name a claim that IAM has a key for",
      source: KEYS,
      does: "refused",
      example: "repository_id",
      mustBeKnown: true,
      pattern: /^[A-Za-z][A-Za-z0-9_./-]*$/,
    }),
    of: text({
      noun: "the claim",
      code: "SUBJECT_INVALID",
      cure: "give its exact value",
      source: KEYS,
      does: "refused",
      example: "74",
      minLength: 1,
    }),
  }),
  audience: required(AUDIENCE),
  sessionTags: flag("sessionTags"),
};

export const POD_IDENTITY_SOURCE: RulesOf<PodIdentitySource> = {
  clusterArn: required(CLUSTER_ARN),
  serviceAccount: required(given("the ServiceAccount", "its workload")),
};

export const POD_IDENTITY_STATEMENTS_PROPS: RulesOf<PodIdentityStatementsProps> = {
  sessionTags: required(flag("sessionTags")),
};
