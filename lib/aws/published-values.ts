import { PUBLISHED_KEYS, PUBLISHED_PREFIX, PUBLISHED_URL } from "../core/published-values";
import { given, required, text, type RulesOf } from "../core/values";
import { AWS_LIMITS } from "../facts/aws";
import type { S3PublishedIssuerProps } from "./s3-published-issuer";
import { REGION } from "./trust-values";

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
  prefix: PUBLISHED_PREFIX,
  url: PUBLISHED_URL,
  ...PUBLISHED_KEYS,
  provider: given("the Terraform provider", "Terraform"),
};
