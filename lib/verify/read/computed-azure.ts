import { textOf } from "../json";
import { hole } from "../text";
import type { Rule, Rules, Source } from "./source";

const subscriptionOf = (source: Source): string =>
  textOf(source.ofProvider("subscription_id")) ?? hole(`subscription of ${source.provider}`);

const tenantOf = (source: Source): string => textOf(source.ofProvider("tenant_id")) ?? hole(`tenant of ${source.provider}`);

/** https://learn.microsoft.com/en-us/azure/azure-resource-manager/management/resource-name-rules */
const identityId: Rule = (source) => {
  const name = textOf(source.argument("name"));
  const group = textOf(source.argument("resource_group_name"));
  if (name === undefined || group === undefined) return undefined;
  const scope = `/subscriptions/${subscriptionOf(source)}/resourceGroups/${group}`;
  return `${scope}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
};

const groupId: Rule = (source) => {
  const name = textOf(source.argument("name"));
  return name === undefined ? undefined : `/subscriptions/${subscriptionOf(source)}/resourceGroups/${name}`;
};

const subscription = (source: Source): string => textOf(source.argument("subscription_id")) ?? subscriptionOf(source);

/** What the Azure provider computes: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs, each resource's attributes. */
export const AZURE_RULES: Rules = {
  azurerm_user_assigned_identity: { id: identityId },
  "data.azurerm_user_assigned_identity": { id: identityId },
  azurerm_resource_group: { id: groupId },
  "data.azurerm_resource_group": { id: groupId },
  "data.azurerm_subscription": {
    subscription_id: subscription,
    id: (source) => `/subscriptions/${subscription(source)}`,
  },
  "data.azurerm_client_config": { subscription_id: subscriptionOf, tenant_id: tenantOf },
};
