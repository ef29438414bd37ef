import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { isKnown, stableId } from "../core/tokens";
import { assumeRolePolicy } from "./assume-role";
import { checkIamArn } from "./checks";
import { AWS_LIMITS } from "../facts/aws";
import { checkPolicyName, policyText, type Policy, type PolicyPlace } from "./policy-document";
import { leastPolicySize } from "./policy-size";
import type { RoleOptions } from "./role-options";

/** The inline policy that `assumes` becomes. */
const ASSUME_ROLES = "assume-roles";

/** The role that policies are for, and what they are made of. */
export interface RolePoliciesProps extends Pick<RoleOptions, "policyArns" | "inlinePolicies" | "customerPolicies"> {
  /** The role's name, as a reference to the role, so that policies wait for it. */
  readonly roleName: () => string;
  /** The role's name as it is known now. */
  readonly name: string;
  readonly path: string | undefined;
  readonly tags: Record<string, string> | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly assumes: readonly string[];
  readonly sessionTags: boolean;
}

/** Attaches, creates and writes everything that the role may do. */
export function grantPolicies(scope: Construct, props: RolePoliciesProps): void {
  const { provider, policyArns = [], customerPolicies = {} } = props;
  const inline = inlinePolicies(scope.node.path, props);
  if (policyArns.length + inline.length + Object.keys(customerPolicies).length === 0) return;
  const role = props.roleName();
  const ids = new Set<string>();
  for (const policyArn of policyArns) {
    checkIamArn(scope.node.path, "the policy", policyArn, "policy");
    const id = stableId(scope, `policy-${policyArn.split("/").pop() ?? ""}`, policyArn);
    if (ids.has(id)) {
      throw new FederationError(scope, {
        code: "POLICY_DUPLICATE",
        what: `the policy ${quoted(policyArn)} is listed twice in "policyArns"`,
        cure: "list it once",
      });
    }
    ids.add(id);
    new IamRolePolicyAttachment(scope, id, { provider, role, policyArn });
  }
  for (const [name, policy] of inline) new IamRolePolicy(scope, `inline-${name}`, { provider, name, role, policy });
  for (const [key, policy] of Object.entries(customerPolicies)) {
    const created = new IamPolicy(scope, `customer-policy-${key}`, {
      ...customerPolicy(scope.node.path, props, key, policy),
      provider,
    });
    new IamRolePolicyAttachment(scope, `customer-attachment-${key}`, { provider, role, policyArn: created.arn });
  }
}

/** Inline policies as JSON text by name: the user's, and the one for `assumes`. */
function inlinePolicies(place: string, props: RolePoliciesProps): [name: string, text: string][] {
  const { inlinePolicies: given = {}, assumes, sessionTags } = props;
  for (const arn of assumes) checkIamArn(place, "the role to assume", arn, "role");
  if (assumes.length > 0 && ASSUME_ROLES in given) {
    throw new FederationError(place, {
      code: "INLINE_POLICY_INVALID",
      what: `the inline policy "${ASSUME_ROLES}" is given, but "assumes" writes one of that name`,
      cure: "give yours another name",
    });
  }
  const own: Record<string, Policy> = assumes.length > 0 ? { [ASSUME_ROLES]: assumeRolePolicy(assumes, { sessionTags }) } : {};
  const texts = Object.entries<Policy>({ ...given, ...own }).map(([name, policy]): [string, string] => {
    const where: PolicyPlace = { place, code: "INLINE_POLICY_INVALID", noun: `the inline policy ${quoted(name)}` };
    checkPolicyName(where, name);
    return [name, policyText(where, policy)];
  });
  const size = texts.reduce((sum, [, text]) => sum + leastPolicySize(text), 0);
  const { max } = AWS_LIMITS.inlinePolicies;
  if (size > max) {
    throw new FederationError(place, {
      code: "INLINE_POLICY_INVALID",
      what: `the inline policies have ${size} characters together, ${max} are allowed`,
      cure: 'move some of them to "customerPolicies", which are managed policies of their own',
    });
  }
  return texts;
}

/**
 * An account knows a managed policy by its name alone, so the name begins with the role's, which is as unique. A dot stands between,
 * and none in the key: with a dash, `a` + `b-c` and `a-b` + `c` would be one name.
 */
function customerPolicy(place: string, { name: roleName, path, tags }: RolePoliciesProps, key: string, policy: Policy) {
  const where: PolicyPlace = { place, code: "POLICY_INVALID", noun: `the customer policy ${quoted(key)}` };
  checkPolicyName(where, key);
  if (key.includes(".")) {
    throw new FederationError(place, { code: "POLICY_INVALID", what: `${where.noun} has a dot in its key`, cure: "use a dash" });
  }
  const name = `${roleName}.${key}`;
  if (isKnown(name)) checkPolicyName(where, name);
  const text = policyText(where, policy);
  const size = leastPolicySize(text);
  const { max } = AWS_LIMITS.managedPolicy;
  if (size > max) {
    throw new FederationError(place, {
      code: "POLICY_INVALID",
      what: `${where.noun} has ${size} characters, ${max} are allowed`,
      cure: "split it in two",
    });
  }
  return { name, path, policy: text, tags };
}
