import { OF_TRUST, TERRAFORM_PROVIDER, CLOUD, TENANT_ID, uuid } from "../azure/shared-values";
import { list, required, text, type ListRule, type RulesOf } from "../core/values";
import { AZURE_LIMITS } from "../facts/azure";
import type { AzureApplicationOptions, AzureApplicationProps } from "./azure-application";
import type { EntraTrustProps } from "./entra-trust";

const APPLICATION = "https://learn.microsoft.com/graph/api/resources/application";

const owners = (noun: string, mayBeUnknown = false): ListRule =>
  list({
    noun,
    code: "AZURE_ID_INVALID",
    cure: "list object ids",
    source: APPLICATION,
    mayBeUnknown,
    of: uuid("an owner's object id", 'give the object id that "az ad user show" or "az ad sp show" prints as "id"'),
  });

/** What a tenant takes. */
export const ENTRA_TRUST_PROPS: RulesOf<EntraTrustProps> = {
  tenantId: required(TENANT_ID),
  cloud: CLOUD,
  provider: TERRAFORM_PROVIDER,
};

/** What an application takes. */
export const AZURE_APPLICATION_OPTIONS: RulesOf<AzureApplicationOptions> = {
  displayName: text({
    noun: "the application's display name",
    code: "AZURE_NAME_INVALID",
    cure: "use 1 to 256 characters",
    source: APPLICATION,
    does: "escaped",
    example: "Deploy",
    ...AZURE_LIMITS.applicationName,
  }),
  description: text({
    noun: "the application's description",
    code: "AZURE_NAME_INVALID",
    cure: "use up to 1,024 bytes",
    source: APPLICATION,
    does: "escaped",
    example: "Deploys the shop",
    ...AZURE_LIMITS.applicationDescription,
  }),
  applicationOwners: owners("the owners of the application"),
  servicePrincipalOwners: owners("the owners of the service principal", true),
  provider: TERRAFORM_PROVIDER,
};

export const AZURE_APPLICATION_PROPS: RulesOf<AzureApplicationProps> = { ...AZURE_APPLICATION_OPTIONS, ...OF_TRUST };
