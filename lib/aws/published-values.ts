import { given, required, text, type RulesOf } from "../core/values";
import { AWS_LIMITS } from "../facts/aws";
import type { S3PublishedIssuerProps } from "./s3-published-issuer";
import { REGION } from "./trust-values";

const JWKS = "https://www.rfc-editor.org/rfc/rfc7517#section-5";
const KEYS = '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}';
const DISCOVERY = "https://openid.net/specs/openid-connect-discovery-1_0.html";

export const S3_PUBLISHED_ISSUER_PROPS: RulesOf<S3PublishedIssuerProps> = {
  bucket: required(
    text({
      noun: "the bucket",
      code: "ISSUER_INVALID",
      cure: 'give a name of 3 to 63 lower-case letters, digits, "." and "-", a letter or digit at both ends',
      source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
      does: "refused",
      example: "acme-oidc",
      ...AWS_LIMITS.bucket,
    }),
  ),
  region: required(REGION),
  // `checkPrefix` knows its segments.
  prefix: text({
    noun: "the prefix",
    code: "ISSUER_INVALID",
    cure: 'give plain path segments, such as "clusters/edge"',
    source: DISCOVERY,
    does: "passed",
    example: "clusters/edge",
  }),
  // An Issuer is made of it, which checks it.
  url: text({
    noun: "the URL",
    code: "ISSUER_INVALID",
    cure: "give the https URL that serves the bucket",
    source: DISCOVERY,
    does: "passed",
    example: "https://oidc.example.com",
  }),
  // The Issuer checks the keys.
  jwksJson: required(
    text({
      noun: "jwksJson",
      code: "JWKS_INVALID",
      cure: 'give the output of "kubectl get --raw /openid/v1/jwks"',
      source: JWKS,
      does: "passed",
      example: KEYS,
    }),
  ),
  // `publishedDocuments` reads it.
  discoveryJson: text({
    noun: "discoveryJson",
    code: "DISCOVERY_INVALID",
    cure: 'give the output of "kubectl get --raw /.well-known/openid-configuration"',
    source: DISCOVERY,
    does: "passed",
    example: '{"issuer":"https://acme-oidc.s3.eu-west-1.amazonaws.com","id_token_signing_alg_values_supported":["RS256"]}',
  }),
  provider: given("the Terraform provider", "Terraform"),
};
