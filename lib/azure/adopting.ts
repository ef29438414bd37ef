import { checkTextValue } from "../core/check-values";
import { MANAGED_IDENTITY_ID } from "./identity-values";
import { canonicalId } from "./resource-id";

/** The id of a managed identity that Terraform shall import, as azurerm reads it. It must be known: import blocks are read first of all. */
export function checkImportId(place: string, id: string): string {
  checkTextValue(place, { ...MANAGED_IDENTITY_ID, mustBeKnown: true }, id);
  return canonicalId(id);
}
