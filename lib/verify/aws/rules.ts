import type { Finding } from "../finding";
import type { Place } from "../read/configuration";
import {
  CONTROLS,
  CREATE,
  error,
  IAM,
  note,
  OPERATORS,
  PRINCIPAL,
  PROVIDER,
  QUOTAS,
  refused,
  type Rule,
  SETS,
  warning,
  WEB_KEYS,
} from "./rule";
import { SUBJECT_RULES } from "./subject-rules";

/** What is found in AWS: why it matters, what to do, and who says so. */
export const RULES = {
  "aws-trust-policy-malformed": refused("IAM refuses this policy", "correct it", `${IAM}/reference_policies_grammar.html`),
  "aws-trust-policy-too-long": refused(
    "the default quota is 2,048 characters, white space not counted",
    "give each issuer a role of its own, use EKS Pod Identity, or have the quota L-C07B4B0D raised",
    QUOTAS,
  ),
  "aws-trust-policy-unknown": warning(
    "the files do not hold the whole policy, so who may have the role is undetermined",
    "give the values that it depends on, or a state",
    CREATE,
  ),
  "aws-idp-control": refused(
    "IAM refuses trust policies for this shared issuer that do not compare what tells its customers apart",
    "compare it in every statement for the issuer",
    CONTROLS,
  ),
  "aws-duplicate-statement": note("it says nothing new and takes up the policy's quota", "leave one out", QUOTAS),
  "aws-policies-too-many": note("the quota of managed policies per role is lower", "join policies", QUOTAS),
  "aws-inline-policies-too-long": refused(
    "a role's inline policies may have 10,240 characters together",
    "use a managed policy",
    QUOTAS,
  ),
  "aws-managed-policy-too-long": refused("a managed policy may have 6,144 characters", "split it", QUOTAS),
  "aws-principal-everyone": error(
    "everybody in every account may ask for the role",
    "name the provider, service or account",
    PRINCIPAL,
  ),
  "aws-principal-not": warning(
    "everybody but those few may ask for the role, and what it means for federated callers is not documented",
    "name those who may",
    `${IAM}/reference_policies_elements_notprincipal.html`,
  ),
  "aws-principal-malformed": refused(
    "a federated principal is the ARN of a provider, or a built-in name",
    "name the provider's ARN",
    PRINCIPAL,
  ),
  "aws-principal-scheme": refused(
    "the ARN of a provider holds its URL without https://, so IAM has no provider of this ARN",
    "leave https:// out of the ARN",
    PROVIDER,
  ),
  "aws-principals-several": warning(
    "a role for OIDC takes one principal a statement",
    "write a statement for each provider",
    PRINCIPAL,
  ),
  "aws-principal-other-account": warning(
    "the provider must be in the role's own account, so the statement lets nobody in",
    "name the provider of the role's account",
    CREATE,
  ),
  "aws-provider-missing": warning(
    "this provider does not exist, so the statement lets nobody in",
    "create the provider, or correct its ARN",
    PROVIDER,
  ),
  "aws-provider-nearly": warning(
    "a provider's URL is compared exactly, its case and its last slash too, so the statement lets nobody in",
    "spell it as the provider does",
    PROVIDER,
  ),
  "aws-action-wide": warning(
    "the statement also allows other ways to get the role",
    "allow sts:AssumeRoleWithWebIdentity, and sts:TagSession if tokens carry session tags",
    CREATE,
  ),
  "aws-action-unfit": warning(
    "a token is exchanged by sts:AssumeRoleWithWebIdentity alone, and SAML by sts:AssumeRoleWithSAML, so the statement lets nobody in",
    "allow the action of the provider",
    CREATE,
  ),
  "aws-action-not-sts": refused("a trust policy takes actions of STS alone", "take the action out", CREATE),
  ...SUBJECT_RULES,
  "aws-wildcard-literal": warning(
    "StringEquals takes * and ? as they are, so the value hardly ever matches",
    "use StringLike",
    OPERATORS,
  ),
  "aws-like-without-wildcard": note(
    "without a wildcard, StringLike is StringEquals",
    "use StringEquals, which nobody widens by mistake",
    OPERATORS,
  ),
  "aws-for-all-values": warning(
    "ForAllValues is true of a missing key; AWS advises against it with Allow",
    "use the plain operator, or ForAnyValue",
    SETS,
  ),
  "aws-for-all-values-idle": note("every token has the claim, so ForAllValues does nothing", "use the plain operator", SETS),
  "aws-if-exists": warning("a token without the claim passes", "leave IfExists off", OPERATORS),
  "aws-if-exists-idle": note("every token has the claim, so IfExists does nothing", "leave it off", OPERATORS),
  "aws-key-unfilled": warning(
    "STS fills keys <issuer without https://>:<claim> of the token's own issuer, and few claims beside sub and aud; this one is always missing, so the condition never holds",
    "correct the key",
    WEB_KEYS,
  ),
  "aws-key-unfilled-open": error(
    "STS never fills this key, and the operator is true of a missing key: the condition limits nothing",
    "correct the key, and use an operator that a missing key fails",
    WEB_KEYS,
  ),
  "aws-key-scheme": warning(
    "condition keys hold the issuer without https://, so this one is always missing",
    "leave https:// out of the key",
    WEB_KEYS,
  ),
  "aws-issuer-idle": note(
    "STS has no key for the issuer, and the provider's URL is compared with it anyway: the condition does nothing",
    "leave it off",
    WEB_KEYS,
  ),
  "aws-never": warning(
    "the conditions contradict each other, so the statement lets nobody in",
    "correct them",
    `${IAM}/reference_policies_condition-logic-multiple-context-keys-or-values.html`,
  ),
  "aws-variable-version": warning(
    "${…} is a variable only in policies of version 2012-10-17",
    'set "Version": "2012-10-17"',
    `${IAM}/reference_policies_variables.html`,
  ),
  "aws-multivalued-plain": warning(
    "a key with many values needs ForAnyValue or ForAllValues; what a plain operator does is not documented",
    "use ForAnyValue",
    SETS,
  ),
  "aws-github-subject-format": note(
    "GitHub also writes subjects with ids, repo:ORG@ID/REPO@ID:…, which do not match",
    "allow both forms",
    "https://docs.github.com/en/actions/reference/security/oidc",
  ),
  "aws-pod-identity-tag-session": warning(
    "EKS passes session tags, so it needs sts:TagSession; without it no pod gets the role",
    "allow sts:AssumeRole and sts:TagSession",
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
  ),
  "aws-pod-identity-open": note(
    "whoever may create an association in the account, on any cluster, may give pods the role",
    "compare aws:SourceArn, and aws:RequestTag/kubernetes-namespace and kubernetes-service-account",
    "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html",
  ),
  "aws-issuer-unused": note(
    "an issuer that nobody trusts is only a way in for later mistakes",
    "take the provider out, or trust it",
    PROVIDER,
  ),
  "aws-issuer-duplicate": refused("an account has one provider for a URL", "take one out", PROVIDER),
  "aws-issuer-url": refused(
    "the URL must begin with https://, without a port or a query, and have at most 255 characters",
    "correct the URL",
    PROVIDER,
  ),
  "aws-client-ids": refused("a provider takes 1 to 100 client ids of at most 255 characters", "correct the list", PROVIDER),
} satisfies Record<string, Rule>;

/** The id of a rule. */
export type RuleId = keyof typeof RULES;

/** A finding of a rule. */
export function found(id: RuleId, place: Place, what: string): Finding {
  return { id, place, what, ...RULES[id] };
}
