import { list, number, record, required, shape, text, type RulesOf, type TextRule } from "../core/values";
import { AZURE_LIMITS } from "../facts/azure";
import type {
  AzureManagedIdentityOptions,
  AzureManagedIdentityProps,
  CommonManagedIdentityOptions,
} from "./azure-managed-identity";
import type { AzureShardedIdentityOptions, AzureShardedIdentityProps } from "./azure-sharded-identity";
import type {
  ExistingAzureManagedIdentityProps,
  ExistingManagedIdentity,
  ExistingManagedIdentityOptions,
} from "./existing-azure-managed-identity";
import { AZURE_ROLE_ASSIGNMENT } from "./role-values";
import { OF_TRUST, TAGS_OF_RESOURCE, TERRAFORM_PROVIDER, uuid } from "./shared-values";

const NAMES = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity";

const ROLE_ASSIGNMENTS = list({
  noun: "the list of role assignments",
  code: "ROLE_ASSIGNMENT_INVALID",
  cure: "list role assignments",
  source: "https://learn.microsoft.com/azure/role-based-access-control/role-assignments",
  of: shape("a role assignment", AZURE_ROLE_ASSIGNMENT),
});

const nameRule = (noun: string, cure: string): Omit<TextRule, "is"> => ({
  noun,
  code: "AZURE_NAME_INVALID",
  cure,
  source: NAMES,
  does: "refused",
  example: "orders",
  ...AZURE_LIMITS.identityName,
});

const COMMON: RulesOf<CommonManagedIdentityOptions> = {
  roleAssignments: ROLE_ASSIGNMENTS,
  tags: TAGS_OF_RESOURCE,
  provider: TERRAFORM_PROVIDER,
};

/** What a managed identity takes. */
export const AZURE_MANAGED_IDENTITY_OPTIONS: RulesOf<AzureManagedIdentityOptions> = {
  ...COMMON,
  name: text(
    nameRule(
      "the managed identity's name",
      `use 3 to ${AZURE_LIMITS.identityName.maxLength} letters, digits, "-" and "_", a letter or digit first`,
    ),
  ),
};

export const AZURE_MANAGED_IDENTITY_PROPS: RulesOf<AzureManagedIdentityProps> = {
  ...AZURE_MANAGED_IDENTITY_OPTIONS,
  ...OF_TRUST,
};

const SHARDS = { code: "SHARDS_INVALID", source: "ours: see AzureShardedIdentity" } as const;

/** What an identity over several managed identities takes. */
export const AZURE_SHARDED_IDENTITY_OPTIONS: RulesOf<AzureShardedIdentityOptions> = {
  ...COMMON,
  shards: required(
    number({
      ...SHARDS,
      noun: "the number of shards",
      cure: "give a whole number from 1 to 1,000, about one for each ten clusters that there may ever be",
      min: 1,
      max: 1000,
      unit: "managed identities",
      mustBeKnown: true,
    }),
  ),
  // checkSharding knows how many shards there are.
  pins: record({
    ...SHARDS,
    noun: "the pins",
    cure: "pin issuers, by their names, to shards",
    keys: text({ ...SHARDS, noun: "a pinned issuer", cure: "name an issuer", does: "refused", example: "eu", minLength: 1 }),
    of: number({
      ...SHARDS,
      noun: "the shard of",
      cure: "pin it to one of the shards, counted from 0",
      min: 0,
      max: 999,
      unit: "a shard",
      mustBeKnown: true,
    }),
  }),
  namePrefix: text({
    ...nameRule(
      "the prefix of the managed identities' names",
      'use 1 to 120 letters, digits, "-" and "_", a letter or digit first, which leaves room for the shard',
    ),
    maxLength: 120,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{0,119}$/,
  }),
};

export const AZURE_SHARDED_IDENTITY_PROPS: RulesOf<AzureShardedIdentityProps> = {
  ...AZURE_SHARDED_IDENTITY_OPTIONS,
  ...OF_TRUST,
};

// checkManagedIdentityId knows the form of ids that are unknown in part.
export const MANAGED_IDENTITY_ID = text({
  noun: "the managed identity's id",
  code: "AZURE_ID_INVALID",
  cure: 'give the output of "az identity show --query id", or data.azurerm_user_assigned_identity.id',
  source: "https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview",
  does: "canonical",
  example:
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders",
  pattern:
    /^\/subscriptions\/[A-Za-z0-9-]+\/resourceGroups\/[A-Za-z0-9_().-]{1,90}(?<!\.)\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[A-Za-z0-9_-]{1,128}\/?$/i,
  part: /^[A-Za-z0-9_()./-]*$/,
});

/** A managed identity that exists. */
export const EXISTING_MANAGED_IDENTITY: RulesOf<ExistingManagedIdentity> = {
  id: required(MANAGED_IDENTITY_ID),
  clientId: required(uuid("the client id", 'give the client id that "az identity show" prints')),
  principalId: required(uuid("the principal id", 'give the principal id that "az identity show" prints')),
};

/** What a managed identity that exists takes. */
export const EXISTING_MANAGED_IDENTITY_OPTIONS: RulesOf<ExistingManagedIdentityOptions> = {
  roleAssignments: ROLE_ASSIGNMENTS,
  provider: TERRAFORM_PROVIDER,
};

export const EXISTING_AZURE_MANAGED_IDENTITY_PROPS: RulesOf<ExistingAzureManagedIdentityProps> = {
  ...EXISTING_MANAGED_IDENTITY_OPTIONS,
  ...OF_TRUST,
  identity: required(shape("the managed identity", EXISTING_MANAGED_IDENTITY)),
};
