import { checkValue, checkValues } from "../core/check-values";
import { ASSUME_ROLE_PROPS, ASSUMED_ROLES } from "./assume-role-values";
import { inJson } from "./in-json";
import type { PolicyDocument } from "./policy-document";

/** The actions of a role that goes on to another role. */
export type AssumeRoleAction = "sts:AssumeRole" | readonly ["sts:AssumeRole", "sts:TagSession"];

/** The statement that lets one role assume another, for the trust policy of that other role. */
export interface AssumeRoleStatement {
  readonly Effect: "Allow";
  readonly Principal: { readonly AWS: string };
  readonly Action: AssumeRoleAction;
}

/** How a role goes on to another one. */
export interface AssumeRoleProps {
  /** Whether session tags go along. @default - false */
  readonly sessionTags?: boolean;
}

/**
 * The statement that the target role's trust policy needs so that this role, and no other, may assume it. The other half is the
 * role's own permission (`assumes`). A session that came of another role lasts one hour at most.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 *
 * @throws FederationError ARN_INVALID, VALUE_MISSING
 */
export function assumeRoleStatement(roleArn: string, props: AssumeRoleProps = {}): AssumeRoleStatement {
  checkProps("assumeRoleStatement", [roleArn], props);
  const { sessionTags = false } = props;
  return { Effect: "Allow", Principal: { AWS: roleArn }, Action: assumeRoleAction(sessionTags) };
}

/**
 * The permission to assume exactly these roles, to be written with JSON.stringify: ARNs that are unknown until apply are escaped for it.
 * @throws FederationError ARN_INVALID, VALUE_MISSING
 */
export function assumeRolePolicy(roleArns: readonly string[], props: AssumeRoleProps = {}): PolicyDocument {
  checkProps("assumeRolePolicy", roleArns, props);
  const { sessionTags = false } = props;
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: assumeRoleAction(sessionTags), Resource: [...new Set(roleArns)].map(inJson) }],
  };
}

/** They stand outside of any construct, so errors name the function. */
function checkProps(place: string, roleArns: readonly string[], props: AssumeRoleProps): void {
  checkValues(place, "the options", ASSUME_ROLE_PROPS, props);
  checkValue(place, ASSUMED_ROLES, roleArns);
}

function assumeRoleAction(sessionTags: boolean): AssumeRoleAction {
  return sessionTags ? ["sts:AssumeRole", "sts:TagSession"] : "sts:AssumeRole";
}
