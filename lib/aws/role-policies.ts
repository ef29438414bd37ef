import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { TerraformProvider, TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { claim } from "../core/owners";
import { checkTextValue } from "../core/check-values";
import { stableId } from "../core/tokens";
import { accountOfProvider } from "./account";
import { CUSTOMER_POLICY_NAME, CUSTOMER_POLICY_PATH } from "./iam-texts";
import { assumeRolePolicy } from "./assume-role";
import { AWS_LIMITS } from "../facts/aws";
import { policyText, type Policy, type PolicyPlace } from "./policy-document";
import { leastPolicySize } from "./policy-size";
import type { RoleOptions } from "./role-options";

/** The inline policy that `assumes` becomes. */
const ASSUME_ROLES = "assume-roles";

/** The role that policies are for, and what they are made of. */
export interface RolePoliciesProps extends Pick<RoleOptions, "policyArns" | "inlinePolicies" | "customerPolicies"> {
  /** The role's name, as a reference to the role that is unknown while it is replaced. */
  readonly roleId: () => string;
  /** The role's name as it is known now. */
  readonly name: string;
  readonly path: string | undefined;
  readonly tags: Record<string, string> | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly assumes: readonly string[];
  readonly sessionTags: boolean;
}

/** Attaches, creates and writes everything that the role may do; returns what binds each to the role, by its ARN or name as a user says it. */
export function grantPolicies(scope: Construct, props: RolePoliciesProps): ReadonlyMap<string, TerraformResource> {
  const { provider, policyArns = [], customerPolicies = {} } = props;
  const inline = inlinePolicies(scope.node.path, props);
  const bound = new Map<string, TerraformResource>();
  if (policyArns.length + inline.length + Object.keys(customerPolicies).length === 0) return bound;
  const role = props.roleId();
  const ids = new Set<string>();
  for (const policyArn of policyArns) {
    const id = stableId(scope, `policy-${policyArn.split("/").pop() ?? ""}`, policyArn);
    if (ids.has(id)) {
      throw new FederationError(scope, {
        code: "POLICY_DUPLICATE",
        what: `the policy ${quoted(policyArn)} is listed twice in "policyArns"`,
        cure: "list it once",
      });
    }
    ids.add(id);
    bound.set(policyArn, new IamRolePolicyAttachment(scope, id, { provider, role, policyArn }));
  }
  for (const [name, policy] of inline) {
    bound.set(name, new IamRolePolicy(scope, `inline-${name}`, { provider, name, role, policy }));
  }
  checkNames(scope.node.path, "customer", Object.keys(customerPolicies));
  for (const [key, policy] of Object.entries(customerPolicies)) {
    const created = new IamPolicy(scope, `customer-policy-${key}`, {
      ...customerPolicy(scope, props, key, policy),
      provider,
    });
    new IamRolePolicyAttachment(scope, `customer-attachment-${key}`, { provider, role, policyArn: created.arn });
  }
  return bound;
}

/** Inline policies as JSON text by name: the user's, and the one for `assumes`. */
function inlinePolicies(place: string, props: RolePoliciesProps): [name: string, text: string][] {
  const { inlinePolicies: given = {}, assumes, sessionTags } = props;
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
    return [name, policyText(where, policy)];
  });
  checkNames(
    place,
    "inline",
    texts.map(([name]) => name),
  );
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

/** IAM tells policies apart without letter case. */
function checkNames(place: string, kind: "inline" | "customer", names: readonly string[]): void {
  const byFolded = new Map<string, string>();
  for (const name of names) {
    const twin = byFolded.get(name.toLowerCase());
    if (twin !== undefined) {
      throw new FederationError(place, {
        code: kind === "inline" ? "INLINE_POLICY_INVALID" : "POLICY_INVALID",
        what: `the ${kind} policies ${quoted(twin)} and ${quoted(name)} differ in letter case alone, and IAM takes them for one`,
        cure: "give one of them another name",
      });
    }
    byFolded.set(name.toLowerCase(), name);
  }
}

/**
 * An account knows a managed policy by its name alone, so the name begins with the role's, which is as unique. A dot stands between,
 * and none in the key: with a dash, `a` + `b-c` and `a-b` + `c` would be one name.
 */
function customerPolicy(scope: Construct, props: RolePoliciesProps, key: string, policy: Policy) {
  const { name: roleName, path, tags, provider } = props;
  const place = scope.node.path;
  const where: PolicyPlace = { place, code: "POLICY_INVALID", noun: `the customer policy ${quoted(key)}` };
  const name = `${roleName}.${key}`;
  checkTextValue(place, CUSTOMER_POLICY_NAME, name);
  if (path !== undefined) checkTextValue(place, CUSTOMER_POLICY_PATH, path);
  claim(scope, {
    kind: "aws policy",
    key: [accountOfProvider(scope, provider), name],
    ignoresCase: true,
    noun: `the policy ${quoted(name)}`,
    cure: "give each customer policy a key of its own, whatever its letter case",
  });
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
