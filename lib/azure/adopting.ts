import { checkText, FederationError, quoted } from "../core/errors";
import { checkTextValue } from "../core/check-values";
import { MANAGED_IDENTITY_ID } from "./identity-values";
import { canonicalId } from "./resource-id";

/** The id of a managed identity that Terraform shall import, as azurerm reads it. It must be known: import blocks are read first of all. */
export function checkImportId(place: string, id: string): string {
  checkTextValue(place, { ...MANAGED_IDENTITY_ID, mustBeKnown: true }, id);
  return canonicalId(id);
}

/** Refuses what is not the address of a resource of the type in this stack's state: Terraform moves within a type alone. */
export function checkAddress(place: string, type: string, address: string): string {
  checkText(place, "the address", address);
  if (new RegExp(`^${type}\\.[A-Za-z_][A-Za-z0-9_-]*$`).test(address)) return address;
  throw new FederationError(place, {
    code: "VALUE_MISSING",
    what: `the address is ${quoted(address)}`,
    cure: `give one that "terraform state list" prints, such as "${type}.orders"`,
  });
}
