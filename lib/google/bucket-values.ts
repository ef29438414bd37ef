import { PUBLISHED_KEYS, PUBLISHED_PREFIX, PUBLISHED_URL } from "../core/published-values";
import { required, text, type RulesOf } from "../core/values";
import { GOOGLE_LIMITS } from "../facts/google";
import type { GcsPublishedIssuerProps } from "./gcs-published-issuer";
import { TERRAFORM_PROVIDER } from "./project-values";

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
  prefix: PUBLISHED_PREFIX,
  url: PUBLISHED_URL,
  ...PUBLISHED_KEYS,
  provider: TERRAFORM_PROVIDER,
};
