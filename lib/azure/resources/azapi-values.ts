import { text, type RulesOf } from "../../core/values";
import { uuid } from "../shared-values";
import type { AzapiProviderConfig } from "./azapi-provider";

/** What the provider takes. */
export const AZAPI_PROVIDER_CONFIG: RulesOf<AzapiProviderConfig> = {
  alias: text({
    noun: "the alias",
    code: "AZURE_NAME_INVALID",
    cure: 'use letters, digits, "_" and "-", a letter or "_" first',
    source: "https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers",
    does: "refused",
    example: "acme",
    mustBeKnown: true,
    pattern: /^[A-Za-z_][A-Za-z0-9_-]*$/,
  }),
  subscriptionId: uuid("the subscription id", 'give the output of "az account show --query id"'),
  tenantId: uuid("the tenant id", 'give the output of "az account show --query tenantId"'),
};
