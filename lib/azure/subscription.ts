import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { placeOfProvider, providerInUse } from "../core/owners";
import { isKnown } from "../core/tokens";

/** The subscription of the provider that a resource gets, in lower case, where it is known now. */
export function subscriptionOfProvider(scope: IConstruct, provider: TerraformProvider | undefined): string | undefined {
  const id = (providerInUse(scope, provider, "azurerm") as { readonly subscriptionIdInput?: unknown } | undefined)
    ?.subscriptionIdInput;
  return typeof id === "string" && isKnown(id) ? id.toLowerCase() : undefined;
}

/** What tells the subscription from others: its id where that is known, else the provider. */
export function placeOfSubscription(scope: IConstruct, provider: TerraformProvider | undefined): string {
  return subscriptionOfProvider(scope, provider) ?? placeOfProvider(scope, provider, "azurerm");
}
