import type { Check } from "../decision";
import { allowChecks, denyCheck, type Caller } from "./evaluation";
import type { RequestContext } from "./request-context";
import type { AwsRoleIdentity } from "./roles";

/** An action that the same trust policy must allow as well. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html */
export function alsoAllowed(
  name: string,
  action: string,
  open: string | undefined,
  { trust, address: at }: Pick<AwsRoleIdentity, "trust" | "address">,
  caller: Caller,
  context: RequestContext,
): Check {
  const steps = [...allowChecks(trust, action, caller, context, at), denyCheck(trust, action, caller, context, at)];
  const failed = steps.find(({ passed }) => passed === "no") ?? steps.find(({ passed }) => passed === "unknown");
  if (failed === undefined) return { name, passed: "yes", why: `${action} is allowed too`, at };
  if (open !== undefined) return { name, passed: "unknown", why: open, at };
  return { name, passed: failed.passed, why: `the request needs ${action} too: ${failed.why}`, at };
}
