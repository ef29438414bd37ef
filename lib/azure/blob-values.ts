import { required, text, type RulesOf } from "../core/values";
import { AZURE_LIMITS } from "../facts/azure";
import type { BlobPublishedIssuerProps } from "./blob-published-issuer";
import { CLOUD, TERRAFORM_PROVIDER } from "./shared-values";

const DISCOVERY = "https://openid.net/specs/openid-connect-discovery-1_0.html";
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
  prefix: text({
    noun: "the prefix",
    code: "ISSUER_INVALID",
    cure: 'give plain path segments, none "." or "..", without a slash at either end, such as "clusters/edge", or leave it out',
    source: DISCOVERY,
    does: "refused",
    example: "clusters/edge",
    minLength: 1,
    pattern: /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*$/,
    part: /^(?!.*\/\.{0,2}\/)[A-Za-z0-9._~/-]*$/,
  }),
  // Issuer checks it.
  url: text({
    noun: "the issuer's URL",
    code: "ISSUER_INVALID",
    cure: "give the URL that serves the container",
    source: DISCOVERY,
    does: "passed",
    example: "https://oidc.example.com/clusters",
  }),
  // Issuer and publishedDocuments check both.
  jwksJson: required(
    text({
      noun: "jwksJson",
      code: "JWKS_INVALID",
      cure: 'give the output of "kubectl get --raw /openid/v1/jwks"',
      source: "https://www.rfc-editor.org/rfc/rfc7517#section-5",
      does: "passed",
      example: '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}',
    }),
  ),
  discoveryJson: text({
    noun: "discoveryJson",
    code: "DISCOVERY_INVALID",
    cure: 'give the output of "kubectl get --raw /.well-known/openid-configuration"',
    source: DISCOVERY,
    does: "passed",
    example: '{"issuer":"https://acmeoidc.blob.core.windows.net/edge","id_token_signing_alg_values_supported":["RS256"]}',
  }),
  cloud: CLOUD,
  provider: TERRAFORM_PROVIDER,
};
