import { StorageBucketObject } from "@cdktf/provider-google/lib/storage-bucket-object";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import { checkPublishedOnce, publishedDocuments, type PublishedKeys } from "../core/discovery-document";
import { Issuer } from "../core/issuer";
import { GCS_PUBLISHED_ISSUER_PROPS } from "./bucket-values";

/** A bucket that serves an issuer's documents, and what they say. */
export interface GcsPublishedIssuerProps extends PublishedKeys {
  /** The bucket's name. It must exist and serve these two objects to everybody. May be a token. */
  readonly bucket: string;
  /** Where in the bucket: no slash at either end. @default - at its top */
  readonly prefix?: string;
  /** The URL that serves the bucket (a load balancer or a domain of your own), with the prefix. @default - https://storage.googleapis.com/BUCKET/PREFIX */
  readonly url?: string;
  /** The `google` Terraform provider. @default - the stack's default `google` provider */
  readonly provider?: TerraformProvider;
}

/**
 * An issuer for a cluster whose API server is private: its discovery document and public keys in a Cloud Storage bucket.
 *
 * Start the API server with `--service-account-issuer` set to `url`. When its signing key changes, apply again with the new keys
 * before tokens are signed with it. `allUsers` must be able to read the two objects (`roles/storage.objectViewer`); they hold no
 * secret. Caching is off, so that a new key is seen at once.
 *
 * @throws FederationError ISSUER_INVALID, ISSUER_DUPLICATE, JWKS_INVALID, DISCOVERY_INVALID, VALUE_MISSING
 * @example
 * import { GcsPublishedIssuer } from "cdktf-workload-identity/google";
 * import { Cluster } from "cdktf-workload-identity";
 * const published = new GcsPublishedIssuer(this, "edge-issuer", { bucket: "acme-oidc", prefix: "edge", jwksJson });
 * const edge = Cluster.selfManaged(this, "edge", { issuerUrl: published.url, provider: edgeKubernetes });
 */
export class GcsPublishedIssuer extends Construct {
  /** The issuer URL. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: GcsPublishedIssuerProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the published issuer", GCS_PUBLISHED_ISSUER_PROPS, props);
    const { bucket, prefix } = props;
    this.url = props.url ?? ["https://storage.googleapis.com", bucket, prefix].filter((part) => part !== undefined).join("/");
    checkPublishedOnce(this, `gs://${bucket}/${prefix ?? ""}`);
    const issuer = new Issuer({ name: "published", url: this.url, jwksJson: props.jwksJson }, path);
    for (const document of publishedDocuments(path, issuer, props)) {
      new StorageBucketObject(this, document.path.replace(/.*\//, ""), {
        provider: props.provider,
        bucket,
        name: prefix === undefined ? document.path : `${prefix}/${document.path}`,
        content: document.content,
        contentType: document.contentType,
        cacheControl: "no-cache",
      });
    }
    checkConstructId(this);
  }
}
