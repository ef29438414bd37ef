import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { moveFrom } from "../core/move";
import { isKnown } from "../core/tokens";
import type { CreatedRole } from "./iam-role";

/**
 * Takes over a role that was made by hand, by its name.
 * @throws FederationError ROLE_NAME_INVALID
 */
export function importRole(role: IConstruct, { resource, name }: CreatedRole, given: string): void {
  // Terraform would replace a role of another name: somebody else's would be destroyed.
  if (typeof given !== "string" || given === "" || (isKnown(given) && isKnown(name) && given !== name)) {
    throw new FederationError(role, {
      code: "ROLE_NAME_INVALID",
      what: `the role ${quoted(name)} is to be imported from ${quoted(given)}, which Terraform would replace by it`,
      cure: `give the role the "name" that it has in the account, and import it by that name, not by its ARN`,
    });
  }
  resource.importFrom(given, resource.provider);
}

/**
 * Takes over a role that the same state knows by another address.
 * @throws FederationError ADDRESS_INVALID
 */
export function moveRole(role: IConstruct, { resource }: CreatedRole, address: string): void {
  moveFrom(role, resource, address);
}

/**
 * Takes over an attachment or an inline policy that the same state knows by another address. Left behind, Terraform destroys it beside
 * creating the new one, in any order: the permission may be gone afterwards.
 *
 * @throws FederationError POLICY_INVALID, ADDRESS_INVALID
 */
export function moveRolePolicy(role: IConstruct, { policies }: CreatedRole, policy: string, address: string): void {
  const resource = policies.get(policy);
  if (resource !== undefined) {
    moveFrom(role, resource, address);
    return;
  }
  throw new FederationError(role, {
    code: "POLICY_INVALID",
    what: `${quoted(policy)} is neither one of the role's "policyArns" nor the name of one of its "inlinePolicies"`,
    cure: `name one of ${[...policies.keys()].map(quoted).join(", ") || "the role's policies: it has none"}`,
  });
}
