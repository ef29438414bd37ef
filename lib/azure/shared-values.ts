import { given, list, record, required, text, word, type RecordRule, type TextRule, type WordRule } from "../core/values";
import { AZURE_LIMITS } from "../facts/azure";
import { AZURE_CLOUDS } from "../facts/azure-clouds";

const TAGS = "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations";

export const TENANT_ID: TextRule = text({
  noun: "the tenant id",
  code: "TENANT_INVALID",
  cure: 'give the output of "az account show --query tenantId", or data.azurerm_client_config.tenantId',
  source: "https://learn.microsoft.com/entra/fundamentals/how-to-find-tenant",
  does: "refused",
  example: "22222222-2222-2222-2222-222222222222",
  ...AZURE_LIMITS.uuid,
});

export const CLOUD: WordRule = word({
  noun: "the cloud",
  code: "AZURE_NAME_INVALID",
  cure: `use one of ${Object.keys(AZURE_CLOUDS).join(", ")}`,
  source: "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud",
  words: Object.keys(AZURE_CLOUDS),
});

export const TERRAFORM_PROVIDER = given("the provider", "checkProvider");

/** What an identity's props have beside its options. */
export const OF_TRUST = {
  trust: required(given("the trust", "the compiler")),
  sources: required(
    list({
      noun: "the list of sources",
      code: "SUBJECTS_EMPTY",
      cure: "name at least one issuer with a subject",
      source: "ours: nobody could become it",
      of: given("a source", "checkSources"),
    }),
  ),
};

export const TAGS_OF_RESOURCE: RecordRule = record({
  noun: "the tags",
  code: "TAG_INVALID",
  cure: `Azure takes ${AZURE_LIMITS.tags.maxCount} tags a resource`,
  source: TAGS,
  ...AZURE_LIMITS.tags,
  mayBeUnknown: true,
  keys: text({
    noun: "the tag key",
    code: "TAG_INVALID",
    cure: "use 1 to 512 bytes without < > % & \\ ? /",
    source: TAGS,
    does: "escaped",
    example: "team",
    ...AZURE_LIMITS.tagKey,
  }),
  of: text({
    noun: "the value of the tag",
    code: "TAG_INVALID",
    cure: "use up to 256 bytes",
    source: TAGS,
    does: "escaped",
    example: "shop",
    ...AZURE_LIMITS.tagValue,
  }),
});

/** Such as a client id. */
export const uuid = (noun: string, cure: string): TextRule =>
  text({
    noun,
    code: "AZURE_ID_INVALID",
    cure,
    source: "https://learn.microsoft.com/graph/api/resources/serviceprincipal",
    does: "refused",
    example: "44444444-4444-4444-4444-444444444444",
    ...AZURE_LIMITS.uuid,
  });
