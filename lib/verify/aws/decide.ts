import { decisionOf, type Decision } from "../decision";
import type { AssumeRoleRequest, PodIdentityRequest } from "../request";
import { show } from "../text";
import type { Token } from "../token";
import { decidePodIdentity } from "./decide-pod-identity";
import { decideWebIdentity } from "./decide-web-identity";
import type { AwsModel } from "./model";
import type { AwsRoleIdentity } from "./roles";

/**
 * What AWS answers to a token, or to a pod of EKS Pod Identity. Trust policies alone are looked at: service and resource control
 * policies of an organization stand elsewhere, and could refuse more.
 */
export function decideAws(model: AwsModel, request: AssumeRoleRequest | PodIdentityRequest, token: Token, now: number): Decision {
  const roles = model.rolesNamed(request.role);
  const decisions = roles.map((role) => decideRole(model, role, request, token, now));
  const [first, ...others] = decisions;
  if (first === undefined) return roleNotFound(model, request.role);
  if (others.every(({ verdict }) => verdict === first.verdict)) return first;
  const why = `${roles.length} roles are called ${show(request.role)}, and not all answer alike: ${roles.map(({ address }) => address).join(", ")}`;
  return decisionOf([{ name: "role", passed: "unknown", why }]);
}

function decideRole(
  model: AwsModel,
  role: AwsRoleIdentity,
  request: AssumeRoleRequest | PodIdentityRequest,
  token: Token,
  now: number,
): Decision {
  return request.type === "EksPodIdentity"
    ? decidePodIdentity(role, request, now)
    : decideWebIdentity(model, role, request, token, now);
}

function roleNotFound({ configuration }: AwsModel, role: string): Decision {
  const complete = configuration.options.complete === true;
  const why = `the files hold no role ${show(role)}`;
  const error = { code: "AccessDenied", message: `Not authorized to assume ${show(role)}` };
  return decisionOf([{ name: "role", passed: complete ? "no" : "unknown", why }], error);
}
