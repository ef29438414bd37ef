import { isKnown, type Truth } from "../text";

/**
 * Whether a role on a service account lets its holder make access tokens of it. Roles that a customer wrote, and those of Google's own
 * agents, are unknown here. Owner and Editor do not hold the permission.
 * https://cloud.google.com/iam/docs/roles-permissions/iam
 */
export function impersonates(role: string): Truth {
  if (role === "roles/iam.workloadIdentityUser" || role === "roles/iam.serviceAccountTokenCreator") return "yes";
  if (!isKnown(role)) return "unknown";
  return role.startsWith("roles/") && !/serviceagent$/i.test(role) ? "no" : "unknown";
}

/** Whether a role on a service account lets its holder act as it in any way, by ID tokens too. */
export function actsAs(role: string): Truth {
  return role === "roles/iam.serviceAccountOpenIdTokenCreator" ? "yes" : impersonates(role);
}
