import { flag, given, list, record, required, text, type RulesOf } from "../core/values";
import { AWS_LIMITS } from "../facts/aws";
import { ASSUMED_ROLES } from "./assume-role-values";
import type { AwsRoleOptions, AwsRoleProps } from "./aws-role";
import type { ExistingAwsRoleOptions, ExistingAwsRoleProps } from "./existing-aws-role";
import {
  AUDIENCE,
  DESCRIPTION,
  IAM_MODEL,
  policyArn,
  roleArn,
  ROLE_NAME,
  ROLE_PATH,
  SESSION_DURATION,
  TAGS,
  TRUST_POLICY_SIZE,
} from "./iam-texts";
import { POLICY } from "./policy-values";
import type { RoleOptions } from "./role-options";

/** The key of a policy, which names its resource too. */
const policyName = (noun: string, code: "INLINE_POLICY_INVALID" | "POLICY_INVALID", dots: boolean) =>
  text({
    noun,
    code,
    cure: `use 1 to 128 letters, digits and "_+=,${dots ? "." : ""}@-", known now`,
    source: IAM_MODEL,
    does: "refused",
    example: "queue",
    mustBeKnown: true,
    ...AWS_LIMITS.policyName,
    ...(dots ? {} : { pattern: /^[\w+=,@-]+$/ }),
  });

/** Each is checked whole by `policyText`. */
const policies = (noun: string, code: "INLINE_POLICY_INVALID" | "POLICY_INVALID", dots: boolean) =>
  record({
    noun,
    code,
    cure: "give policies by name",
    source: IAM_MODEL,
    keys: policyName(`${noun}: the name`, code, dots),
    of: { ...POLICY, noun: code === "POLICY_INVALID" ? "the customer policy" : "the inline policy" },
  });

const arns = (noun: string, rule: ReturnType<typeof policyArn>) =>
  list({ noun, code: "ARN_INVALID", cure: "give a list of ARNs", source: rule.source, of: rule });

const PROVIDER = given("the Terraform provider", "checkProviderStack");
const SOURCES = list({
  noun: "the sources",
  code: "SUBJECTS_EMPTY",
  cure: "name at least one issuer with a subject",
  source: "ours: a role that nobody may assume is a mistake",
  of: given("a source", "checkSources"),
});

/** What any role takes. */
export const ROLE_OPTIONS: RulesOf<RoleOptions> = {
  name: ROLE_NAME,
  path: ROLE_PATH,
  description: DESCRIPTION,
  maxSessionDuration: SESSION_DURATION,
  permissionsBoundaryArn: policyArn("the permissions boundary"),
  policyArns: arns("policyArns", policyArn("the policy")),
  inlinePolicies: policies("the inline policies", "INLINE_POLICY_INVALID", true),
  // A dot stands between the role's name and the key.
  customerPolicies: policies("the customer policies", "POLICY_INVALID", false),
  assumes: ASSUMED_ROLES,
  tags: TAGS,
  maxTrustPolicySize: TRUST_POLICY_SIZE,
  provider: PROVIDER,
};

/** What a role for tokens takes. */
export const AWS_ROLE_OPTIONS: RulesOf<AwsRoleOptions> = {
  ...ROLE_OPTIONS,
  audience: AUDIENCE,
  sessionTags: flag("sessionTags"),
};

export const AWS_ROLE_PROPS: RulesOf<AwsRoleProps> = {
  ...AWS_ROLE_OPTIONS,
  trust: required(given("the trust", "its own constructor")),
  sources: required(SOURCES),
};

export const EXISTING_ROLE_OPTIONS: RulesOf<ExistingAwsRoleOptions> = { audience: AUDIENCE };

export const EXISTING_ROLE_PROPS: RulesOf<ExistingAwsRoleProps> = {
  ...EXISTING_ROLE_OPTIONS,
  arn: required(roleArn("the role")),
  trust: required(given("the trust", "its own constructor")),
  sources: required(SOURCES),
};
