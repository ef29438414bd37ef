import { PUBLISHED_KEYS, PUBLISHED_PREFIX, PUBLISHED_URL } from "../core/published-values";
import { required, text, type RulesOf } from "../core/values";
import { AZURE_LIMITS } from "../facts/azure";
import type { BlobPublishedIssuerProps } from "./blob-published-issuer";
import { CLOUD, TERRAFORM_PROVIDER } from "./shared-values";

const STORAGE = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage";

/** What a container of published documents takes. */
export const BLOB_PUBLISHED_ISSUER_PROPS: RulesOf<BlobPublishedIssuerProps> = {
  storageAccountName: required(
    text({
      noun: "the storage account's name",
      code: "ISSUER_INVALID",
      cure: "give the name of a storage account: 3 to 24 characters of a-z and 0-9",
      source: STORAGE,
      does: "refused",
      example: "acmeoidc",
      ...AZURE_LIMITS.storageAccount,
    }),
  ),
  containerName: required(
    text({
      noun: "the container's name",
      code: "ISSUER_INVALID",
      cure: "give the name of a container: 3 to 63 characters of a-z, 0-9 and single dashes between them",
      source: STORAGE,
      does: "refused",
      example: "edge",
      ...AZURE_LIMITS.container,
    }),
  ),
  prefix: PUBLISHED_PREFIX,
  url: PUBLISHED_URL,
  ...PUBLISHED_KEYS,
  cloud: CLOUD,
  provider: TERRAFORM_PROVIDER,
};
