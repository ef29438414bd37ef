import { required, text, type RulesOf } from "../core/values";
import { AZURE_LIMITS } from "../facts/azure";
import type { AzureTrustProps } from "./azure-trust";
import { CLOUD, TAGS_OF_RESOURCE, TENANT_ID, TERRAFORM_PROVIDER } from "./shared-values";

/** What a trust takes. */
export const AZURE_TRUST_PROPS: RulesOf<AzureTrustProps> = {
  resourceGroupName: required(
    text({
      noun: "the resource group's name",
      code: "AZURE_NAME_INVALID",
      cure: 'use 1 to 90 letters of a-z, digits and "_().-", no "." last (azurerm takes no other letters, though Azure does)',
      source: "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources",
      does: "refused",
      example: "acme",
      minLength: 1,
      ...AZURE_LIMITS.resourceGroupName,
    }),
  ),
  // checkLocation warns of an unknown region.
  location: required(
    text({
      noun: "the location",
      code: "AZURE_NAME_INVALID",
      cure: 'give the region of the managed identities, such as "westeurope" or "West Europe"',
      source: "https://learn.microsoft.com/azure/reliability/regions-list",
      does: "refused",
      example: "westeurope",
      minLength: 1,
      pattern: /^[A-Za-z0-9]+( [A-Za-z0-9]+)*$/,
      part: /^[A-Za-z0-9 ]*$/,
    }),
  ),
  tenantId: required(TENANT_ID),
  cloud: CLOUD,
  tags: TAGS_OF_RESOURCE,
  provider: TERRAFORM_PROVIDER,
};
