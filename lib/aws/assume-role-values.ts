import { flag, list, type RulesOf } from "../core/values";
import type { AssumeRoleProps } from "./assume-role";
import { roleArn } from "./iam-texts";

export const ASSUME_ROLE_PROPS: RulesOf<AssumeRoleProps> = { sessionTags: flag("sessionTags") };

export const ASSUMED_ROLES = list({
  noun: "assumes",
  code: "ARN_INVALID",
  cure: "give a list of ARNs",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining",
  of: roleArn("the role to assume"),
});
