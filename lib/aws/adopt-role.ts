import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { CreatedRole } from "./iam-role";

/** Takes over a role that was made by hand, by its name. */
export function importRole({ resource }: CreatedRole, name: string): void {
  resource.importFrom(name, resource.provider);
}

/** Takes over a role that the same state knows by another address. */
export function moveRole({ resource }: CreatedRole, address: string): void {
  resource.moveFromId(address);
}

/**
 * Takes over an attachment or an inline policy that the same state knows by another address. Left behind, Terraform destroys it beside
 * creating the new one, in any order: the permission may be gone afterwards.
 *
 * @throws FederationError POLICY_INVALID
 */
export function moveRolePolicy(role: IConstruct, { policies }: CreatedRole, policy: string, address: string): void {
  const resource = policies.get(policy);
  if (resource !== undefined) {
    resource.moveFromId(address);
    return;
  }
  throw new FederationError(role, {
    code: "POLICY_INVALID",
    what: `${quoted(policy)} is neither one of the role's "policyArns" nor the name of one of its "inlinePolicies"`,
    cure: `name one of ${[...policies.keys()].map(quoted).join(", ") || "them, of which there are none"}`,
  });
}
