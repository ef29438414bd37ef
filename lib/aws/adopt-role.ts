import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
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
  checkAddress(role, address, ["aws_iam_role"]);
  resource.moveFromId(address);
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
    checkAddress(role, address, [resource.terraformResourceType]);
    resource.moveFromId(address);
    return;
  }
  throw new FederationError(role, {
    code: "POLICY_INVALID",
    what: `${quoted(policy)} is neither one of the role's "policyArns" nor the name of one of its "inlinePolicies"`,
    cure: `name one of ${[...policies.keys()].map(quoted).join(", ") || "them, of which there are none"}`,
  });
}

/** Refuses an address of another type: Terraform moves within a type alone, and says so only when it plans. */
export function checkAddress(construct: IConstruct, address: string, types: readonly string[]): void {
  const form = new RegExp(`^(module\\.[^.]+(\\[[^\\]]+\\])?\\.)*(${types.join("|")})\\.[A-Za-z_][\\w-]*(\\[[^\\]]+\\])?$`);
  if (typeof address === "string" && form.test(address)) return;
  throw new FederationError(construct, {
    code: "ADDRESS_INVALID",
    what: `${quoted(address)} is not the address of an ${types.join(" or ")}`,
    cure: `give it as "terraform state list" prints it, such as "${types[0] ?? ""}.orders"`,
  });
}
