import { decisionOf, type Check, type Decision } from "../decision";
import type { PodIdentityRequest } from "../request";
import { any, same, type Truth } from "../text";
import { alsoAllowed } from "./also-allowed";
import { allowChecks, denyCheck, type Caller } from "./evaluation";
import { globalValue, type GlobalValues } from "./global-keys";
import type { Principals } from "./principals";
import { isUnsettled, roleChecks } from "./role-checks";
import { unknown, type RequestContext } from "./request-context";
import type { BareRole } from "./roles";
import { sessionArn } from "./session-arn";

const ACTION = "sts:AssumeRole";

/** The service that gets roles for pods. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const POD_IDENTITY_SERVICE = "pods.eks.amazonaws.com";

/** What EKS asks STS for, for a pod, whichever role it is. */
export type PodRequest = Omit<PodIdentityRequest, "type" | "role">;

/**
 * `sts:AssumeRole` and, for its session tags, `sts:TagSession` by EKS, for a pod. Which ServiceAccount gets the role is the association's
 * matter, not the trust policy's.
 *
 * @param now nothing: conditions on the time stay unknown
 */
export function decidePodIdentity(role: BareRole, request: PodRequest, now?: number): Decision {
  const { trust, address: at } = role;
  const { sessionTags, callerService = POD_IDENTITY_SERVICE } = request;
  const context = podContext(request, now);
  const caller: Caller = {
    label: callerService,
    covered: ({ principals, effect }) => coversService(principals, effect, callerService),
  };
  const checks: Check[] = roleChecks(role);
  if (!isUnsettled(trust)) {
    checks.push(...allowChecks(trust, ACTION, caller, context, at), denyCheck(trust, ACTION, caller, context, at));
    if (Object.keys(sessionTags).length > 0) {
      checks.push(alsoAllowed("tag-session", "sts:TagSession", undefined, role, caller, context));
    }
  }
  const error = { code: "AccessDenied", message: `Not authorized to perform ${ACTION}` };
  return decisionOf(checks, error, sessionArn(role));
}

/** What conditions see of the request for a pod. */
export function podContext({ sessionTags, sourceArn, sourceAccount }: PodRequest, now?: number): RequestContext {
  const tags = { tags: new Map(Object.entries(sessionTags)), transitive: [] };
  const global: GlobalValues = { now, tags, sourceArn, sourceAccount };
  return {
    valueOf: (key) =>
      key.lower === "sts:transitivetagkeys" && tags.tags.size > 0
        ? unknown("which of its tags EKS makes transitive is not documented")
        : globalValue(key, global),
  };
}

/** Whether a statement is about an AWS service. Whether an Allow for everybody lets services in is not documented. */
export function coversService(
  { negated, everyone, services, open }: Principals,
  effect: "Allow" | "Deny",
  service: string = POD_IDENTITY_SERVICE,
): Truth {
  if (negated) return "unknown";
  const named = any(services.map((each) => same(each, service)));
  if (named === "yes") return "yes";
  if (everyone) return effect === "Deny" ? "yes" : "unknown";
  return open ? "unknown" : named;
}
