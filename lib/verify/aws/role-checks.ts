import type { Check } from "../decision";
import type { BareRole } from "./roles";
import type { TrustPolicy } from "./trust-policy";

/** Whether the policy is not what is read: unknown, or one that IAM refuses, so that the role has an older one or does not exist. */
export function isUnsettled({ faults, open }: TrustPolicy): boolean {
  return faults.length > 0 || open.length > 0;
}

/** Why the role cannot be decided on for certain as it is read; nothing, if it can. */
export function roleChecks({ trust: { faults, open }, resource, address: at }: BareRole): Check[] {
  const checks: Check[] = [];
  const unknown = (name: string, why: string): void => void checks.push({ name, passed: "unknown", why, at });
  if (resource.perhaps === true) unknown("role", "whether the role exists is unknown");
  const [fault] = faults;
  const [reason] = open;
  if (fault !== undefined) unknown("trust-policy", `IAM refuses the trust policy, so the role cannot have it: ${fault}`);
  else if (reason !== undefined) unknown("trust-policy", reason);
  return checks;
}

/** What is unknown of a role whoever asks for it. */
export function roleDoubts({ resource, trust }: BareRole): string[] {
  return [
    ...(resource.perhaps === true ? ["whether the role exists is unknown"] : []),
    ...trust.faults.slice(0, 1).map((fault) => `IAM refuses the trust policy: ${fault}`),
    ...trust.open,
  ];
}
