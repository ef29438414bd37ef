import { Annotations, Tokenization } from "cdktf";
import type { Construct } from "constructs";
import { FederationError } from "../core/errors";
import { isKnown } from "../core/tokens";
import { AWS_LIMITS } from "../facts/aws";
import type { PodIdentityCluster } from "./pod-identity-trust";
import type { TrustStatementProps } from "./trust-policy";

/** The characters that AWS counts: all but white space, and of what is escaped for Terraform what comes of it. */
export function policySize(policy: string): number {
  return policy.replace(/\s/g, "").replace(/\$\$\{|%%\{/g, "${").length;
}

/** The least that a policy can measure once Terraform knows everything: what is unknown counts as nothing. */
export function leastPolicySize(policy: string): number {
  return policySize(isKnown(policy) ? policy : Tokenization.reverseString(policy).literals.map(String).join(""));
}

/** The policy with the least that an unknown ARN of an OIDC provider can be, so that the estimate is not far off. */
export function withLeastArns(policy: string, statements: readonly TrustStatementProps[]): string {
  return statements
    .filter(({ providerArn }) => !isKnown(providerArn))
    .reduce((text, { providerArn, hostAndPath }) => {
      return text.replaceAll(providerArn, `arn:aws:iam::123456789012:oidc-provider/${isKnown(hostAndPath) ? hostAndPath : ""}`);
    }, policy);
}

/**
 * The ARN of a cluster, or the least that an unknown one can be. The index keeps stand-ins apart: a policy lists equal ARNs once.
 */
export function leastClusterArn({ arn, clusterName }: PodIdentityCluster, index: number): string {
  if (isKnown(arn)) return arn;
  return `arn:aws:eks:us-east-1:123456789012:cluster/${isKnown(clusterName) ? clusterName : index.toString(36)}`;
}

/** How long a role's trust policy is, and how long it may be. */
export interface TrustPolicySizeProps {
  readonly size: number;
  /** How many issuers it names. */
  readonly issuers: number;
  readonly max: number;
}

/** Refuses a trust policy over the account's quota, and warns of one over the default quota. */
export function checkTrustPolicySize(role: Construct, { size, issuers, max }: TrustPolicySizeProps): void {
  const { default: defaultQuota, max: highestQuota } = AWS_LIMITS.trustPolicy;
  const what = `the trust policy for ${issuers} issuer${issuers === 1 ? "" : "s"} has at least ${size} characters`;
  if (size > max) {
    const fit = Math.max(1, Math.floor((max * issuers) / size));
    const raise =
      max < highestQuota
        ? `raise the quota L-C07B4B0D "Role trust policy length" (up to ${highestQuota}) and say so in "maxTrustPolicySize", `
        : "";
    throw new FederationError(role, {
      code: "TRUST_POLICY_TOO_LONG",
      what: `${what}, ${max} are allowed`,
      cure: `name fewer clusters (about ${fit} fit), ${raise}split the workload in two, or use EksPodIdentity on EKS clusters, whose trust is shorter`,
    });
  }
  if (size > defaultQuota) {
    Annotations.of(role).addWarning(
      `${what}, more than the default quota of ${defaultQuota}: raise the quota L-C07B4B0D "Role trust policy length" before you apply`,
    );
  }
}
