import { TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { placeOfProvider } from "../core/owners";
import { isKnown } from "../core/tokens";

/** The default `azurerm` provider of each stack, as it was when it was first asked for. */
const defaults = new WeakMap<TerraformStack, TerraformProvider | false>();

function providerOf(scope: IConstruct, provider: TerraformProvider | undefined): TerraformProvider | undefined {
  if (provider !== undefined) return provider;
  const stack = TerraformStack.of(scope);
  const before = defaults.get(stack);
  if (before !== undefined) return before === false ? undefined : before;
  const found = stack.node.findAll().find((construct) => {
    const { terraformResourceType, alias } = construct as Partial<TerraformProvider>;
    return terraformResourceType === "azurerm" && alias === undefined && "terraformProviderSource" in construct;
  });
  defaults.set(stack, (found as TerraformProvider | undefined) ?? false);
  return found as TerraformProvider | undefined;
}

/** The subscription of the provider that a resource gets, in lower case, where it is known now. */
export function subscriptionOfProvider(scope: IConstruct, provider: TerraformProvider | undefined): string | undefined {
  const id = (providerOf(scope, provider) as { readonly subscriptionIdInput?: unknown } | undefined)?.subscriptionIdInput;
  return typeof id === "string" && isKnown(id) ? id.toLowerCase() : undefined;
}

/** What tells the subscription from others: its id where that is known, else the provider. */
export function placeOfSubscription(scope: IConstruct, provider: TerraformProvider | undefined): string {
  return subscriptionOfProvider(scope, provider) ?? placeOfProvider(scope, providerOf(scope, provider));
}
