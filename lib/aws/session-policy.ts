import { FederationError } from "../core/errors";
import { AWS_LIMITS } from "../facts/aws";
import { policyText, type Policy, type PolicyPlace } from "./policy-document";
import { leastPolicySize } from "./policy-size";

/**
 * The session policy of a Pod Identity association as JSON text. It and the session tags would share one packed size, so EKS takes
 * one or the other. https://aws.amazon.com/blogs/containers/session-policies-for-amazon-eks-pod-identity/
 */
export function sessionPolicyText(place: string, policy: Policy | undefined, sessionTags: boolean): string | undefined {
  if (policy === undefined) return undefined;
  const where: PolicyPlace = { place, code: "SESSION_POLICY_INVALID", noun: "the session policy" };
  if (sessionTags) {
    throw new FederationError(place, {
      code: "SESSION_POLICY_INVALID",
      what: "the session policy is given while session tags are on: EKS takes one or the other",
      cure: 'set "disableSessionTags", knowing that the role then trusts its clusters whole, or put the limits into the role',
    });
  }
  const text = policyText(where, policy);
  const size = leastPolicySize(text);
  const { max } = AWS_LIMITS.sessionPolicy;
  if (size <= max) return text;
  throw new FederationError(place, {
    code: "SESSION_POLICY_INVALID",
    what: `the session policy has ${size} characters, ${max} are allowed`,
    cure: "shorten it, or put the limits into the role",
  });
}
