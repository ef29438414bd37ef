import { AWS_LIMITS } from "../../facts/aws";
import type { Json } from "../json";
import type { Finding } from "../finding";
import type { Configuration } from "../read/configuration";
import { isKnown } from "../text";
import type { AwsRoleIdentity } from "./roles";
import { found } from "./rules";

const MANAGED_POLICIES = 20;

/** What is wrong with a role as a whole. */
export function findInRole(role: AwsRoleIdentity): Finding[] {
  if (!role.managed) return [];
  const { trust, place } = role;
  const findings = trust.faults.map((fault) => found("aws-trust-policy-malformed", place, fault));
  findings.push(...trust.open.map((reason) => found("aws-trust-policy-unknown", place, reason)));
  // White space does not count.
  const size = trust.text?.replace(/\s/g, "").length ?? 0;
  if (size > AWS_LIMITS.trustPolicy.default) {
    findings.push(found("aws-trust-policy-too-long", place, `the trust policy has ${size} characters`));
  }
  const seen = new Map<string, string>();
  for (const { source, label } of trust.statements) {
    const json = JSON.stringify({ ...source, Sid: undefined });
    const first = seen.get(json);
    if (first === undefined) seen.set(json, label);
    else findings.push(found("aws-duplicate-statement", place, `${label} is the same as ${first}`));
  }
  return [...findings, ...findInPolicies(role)];
}

function findInPolicies({ permissions, place }: AwsRoleIdentity): Finding[] {
  const findings: Finding[] = [];
  const managed = permissions.filter(({ kind }) => kind === "managed");
  if (managed.length > MANAGED_POLICIES) {
    findings.push(
      found("aws-policies-too-many", place, `${managed.length} managed policies, above the quota of ${MANAGED_POLICIES}`),
    );
  }
  const size = permissions.reduce((sum, { document }) => sum + sizeOf(document), 0);
  if (size > AWS_LIMITS.inlinePolicies.max) {
    findings.push(found("aws-inline-policies-too-long", place, `the inline policies have ${size} characters`));
  }
  return findings;
}

/** Characters of a policy, white space not counted; none of one that is not wholly known. */
function sizeOf(document: Json | undefined): number {
  return typeof document === "string" && isKnown(document) ? document.replace(/\s/g, "").length : 0;
}

/** Managed policies that are too long. */
export function findInManagedPolicies(configuration: Configuration): Finding[] {
  return configuration
    .ofType("aws_iam_policy")
    .filter(({ mode, values }) => mode === "managed" && sizeOf(values["policy"]) > AWS_LIMITS.managedPolicy.max)
    .map(({ place, values }) =>
      found("aws-managed-policy-too-long", place, `the policy has ${sizeOf(values["policy"])} characters`),
    );
}
