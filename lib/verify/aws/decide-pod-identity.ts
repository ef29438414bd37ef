import { decisionOf, type Decision } from "../decision";
import type { PodIdentityRequest } from "../request";
import { any, same } from "../text";
import { alsoAllowed } from "./also-allowed";
import { allowChecks, denyCheck, type Caller } from "./evaluation";
import { globalValue, type GlobalValues } from "./global-keys";
import { isUnsettled, roleChecks } from "./role-checks";
import { unknown, type RequestContext } from "./request-context";
import type { AwsRoleIdentity } from "./roles";
import { sessionArn } from "./session-arn";

const ACTION = "sts:AssumeRole";

/** The service that gets roles for pods. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const POD_IDENTITY_SERVICE = "pods.eks.amazonaws.com";

/**
 * `sts:AssumeRole` and, for its session tags, `sts:TagSession` by EKS, for a pod. Which ServiceAccount gets the role is the association's
 * matter, not the trust policy's.
 */
export function decidePodIdentity(role: AwsRoleIdentity, request: PodIdentityRequest, now: number): Decision {
  const { trust, address: at } = role;
  const { sessionTags, sourceArn, sourceAccount, callerService = POD_IDENTITY_SERVICE } = request;
  const names = Object.keys(sessionTags);
  const tags = { tags: new Map(Object.entries(sessionTags)), transitive: [] };
  const global: GlobalValues = { now, tags, sourceArn, sourceAccount };
  const context: RequestContext = {
    valueOf: (key) =>
      key.lower === "sts:transitivetagkeys" && names.length > 0
        ? unknown("which of its tags EKS makes transitive is not settled")
        : globalValue(key, global),
  };
  const caller: Caller = {
    label: callerService,
    covered: ({ principals: { negated, everyone, services, open }, effect }) => {
      if (negated) return "unknown";
      const named = any(services.map((service) => same(service, callerService)));
      if (named === "yes") return "yes";
      if (everyone) return effect === "Deny" ? "yes" : "unknown";
      return open ? "unknown" : named;
    },
  };
  const checks = roleChecks(role);
  if (!isUnsettled(trust)) {
    checks.push(...allowChecks(trust, ACTION, caller, context, at), denyCheck(trust, ACTION, caller, context, at));
    if (names.length > 0) checks.push(alsoAllowed("tag-session", "sts:TagSession", undefined, role, caller, context));
  }
  const error = { code: "AccessDenied", message: `Not authorized to perform ${ACTION}` };
  return decisionOf(checks, error, sessionArn(role));
}
