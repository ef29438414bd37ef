import { required, text, type RulesOf } from "../core/values";
import { GOOGLE_LIMITS } from "../facts/google";
import type { GcsPublishedIssuerProps } from "./gcs-published-issuer";
import { TERRAFORM_PROVIDER } from "./project-values";

const DISCOVERY = "https://openid.net/specs/openid-connect-discovery-1_0.html";

/** What a bucket of published documents takes. */
export const GCS_PUBLISHED_ISSUER_PROPS: RulesOf<GcsPublishedIssuerProps> = {
  bucket: required(
    text({
      noun: "the bucket's name",
      code: "ISSUER_INVALID",
      cure: 'give the name of a bucket: 3 to 63 characters of a-z, 0-9, "-", "_" and ".", a letter or digit at both ends, without "google"',
      source: "https://cloud.google.com/storage/docs/buckets#naming",
      does: "refused",
      example: "acme-oidc",
      ...GOOGLE_LIMITS.bucket,
    }),
  ),
  // checkPrefix knows segments.
  prefix: text({
    noun: "the prefix",
    code: "ISSUER_INVALID",
    cure: 'give plain path segments without a slash at either end, such as "clusters/edge", or leave it out',
    source: DISCOVERY,
    does: "refused",
    example: "clusters/edge",
    pattern: /^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/,
    part: /^[A-Za-z0-9._~/-]+$/,
    half: /^(?!.*\/\/)(?!\/)[A-Za-z0-9._~/\uFFFC-]+(?<!\/)$/,
  }),
  // Issuer checks it.
  url: text({
    noun: "the issuer's URL",
    code: "ISSUER_INVALID",
    cure: "give the URL that serves the bucket",
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
    example: '{"issuer":"https://storage.googleapis.com/acme-oidc","id_token_signing_alg_values_supported":["RS256"]}',
  }),
  provider: TERRAFORM_PROVIDER,
};
