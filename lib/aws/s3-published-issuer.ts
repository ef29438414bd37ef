import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import { checkPublishedOnce, publishedDocuments, type PublishedKeys } from "../core/discovery-document";
import { FederationError, quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { literalParts } from "../core/tokens";
import { partitionOf } from "../facts/aws-regions";
import { checkRegion } from "./checks";
import { S3_PUBLISHED_ISSUER_PROPS } from "./published-values";

/** A bucket that serves an issuer's documents, and what they say. */
export interface S3PublishedIssuerProps extends PublishedKeys {
  /** The bucket's name. It must exist and serve these two objects to everybody. May be a token. */
  readonly bucket: string;
  /** The bucket's region. */
  readonly region: string;
  /** Where in the bucket: no slash at either end. @default - at its top */
  readonly prefix?: string;
  /**
   * The URL that serves the bucket (CloudFront or a domain of your own), with the prefix.
   * @default - https://BUCKET.s3.REGION.amazonaws.com/PREFIX, with the domain of the region's partition
   */
  readonly url?: string;
  /** The `aws` Terraform provider. @default - the stack's default `aws` provider */
  readonly provider?: TerraformProvider;
}

/**
 * An issuer for a cluster whose API server is private: its discovery document and public keys in an S3 bucket.
 *
 * Start the API server with `--service-account-issuer` set to `url`. When its signing key changes, apply again with the new keys
 * before tokens are signed with it. The bucket must let everybody read the two objects (a bucket policy with `s3:GetObject`, or
 * CloudFront); they hold no secret.
 *
 * @throws FederationError ISSUER_INVALID, JWKS_INVALID, DISCOVERY_INVALID
 * @example
 * import { S3PublishedIssuer } from "cdktf-workload-identity/aws";
 * import { Cluster } from "cdktf-workload-identity";
 * const published = new S3PublishedIssuer(this, "edge-issuer", { bucket: "acme-oidc", region: "eu-west-1", prefix: "edge", jwksJson });
 * const edge = Cluster.selfManaged(this, "edge", { issuerUrl: published.url, provider: edgeKubernetes });
 */
export class S3PublishedIssuer extends Construct {
  /** The issuer URL. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: S3PublishedIssuerProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the published issuer", S3_PUBLISHED_ISSUER_PROPS, props);
    checkRegion(this, props.region);
    const { bucket, prefix } = props;
    this.url = props.url ?? [bucketUrl(path, bucket, props.region), prefix].filter((part) => part !== undefined).join("/");
    checkPublishedOnce(this, `s3://${bucket}/${prefix ?? ""}`);
    const issuer = new Issuer({ name: "published", url: this.url, jwksJson: props.jwksJson }, path);
    for (const document of publishedDocuments(path, issuer, props)) {
      new S3Object(this, document.path.replace(/.*\//, ""), {
        provider: props.provider,
        bucket,
        key: prefix === undefined ? document.path : `${prefix}/${document.path}`,
        content: document.content,
        contentType: document.contentType,
      });
    }
    checkConstructId(this);
  }
}

function bucketUrl(place: string, bucket: string, region: string): string {
  if (literalParts(bucket).some((part) => part.includes("."))) {
    throw new FederationError(place, {
      code: "ISSUER_INVALID",
      what: `the bucket ${quoted(bucket)} has a dot in its name, and the certificate of S3 covers one label`,
      cure: 'use a bucket without dots, or give the "url" that serves it',
    });
  }
  return `https://${bucket}.s3.${region}.${partitionOf(region)?.dnsSuffix ?? "amazonaws.com"}`;
}
