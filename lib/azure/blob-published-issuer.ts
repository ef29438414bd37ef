import { StorageBlob } from "@cdktf/provider-azurerm/lib/storage-blob";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkConstructId } from "../core/construct-id";
import { checkPublishedOnce, publishedDocuments, type PublishedKeys } from "../core/discovery-document";
import { checkValues } from "../core/check-values";
import { Issuer } from "../core/issuer";
import { AZURE_CLOUDS, type AzureCloud } from "../facts/azure-clouds";
import { BLOB_PUBLISHED_ISSUER_PROPS } from "./blob-values";

/** A container that serves an issuer's documents, and what they say. */
export interface BlobPublishedIssuerProps extends PublishedKeys {
  /** The storage account's name: 3 to 24 characters of a-z and 0-9. It must exist. May be a token. */
  readonly storageAccountName: string;
  /**
   * The container's name: 3 to 63 characters of a-z, 0-9 and single dashes. It must exist and serve its blobs to everybody (access type
   * `blob`). May be a token.
   */
  readonly containerName: string;
  /** Where in the container: no slash at either end. @default - at its top */
  readonly prefix?: string;
  /** The cloud of the storage account. @default "public" */
  readonly cloud?: AzureCloud;
  /** The URL that serves the container (a CDN or a domain of your own), with the prefix. @default - the container's own */
  readonly url?: string;
  /** The `azurerm` Terraform provider. @default - the stack's default `azurerm` provider */
  readonly provider?: TerraformProvider;
}

/**
 * An issuer for a cluster whose API server is private: its discovery document and public keys in Azure Blob storage.
 *
 * Start the API server with `--service-account-issuer` set to `url`. When its signing key changes, apply again with the new keys
 * before tokens are signed with it. The container must let everybody read its blobs; these two hold no secret.
 *
 * @throws FederationError AZURE_NAME_INVALID, DISCOVERY_INVALID, ISSUER_DUPLICATE, ISSUER_INVALID, JWKS_INVALID, VALUE_MISSING
 * @example
 * import { BlobPublishedIssuer } from "cdktf-workload-identity/azure";
 * import { Cluster } from "cdktf-workload-identity";
 * const published = new BlobPublishedIssuer(this, "edge-issuer", { storageAccountName: "acmeoidc", containerName: "edge", jwksJson });
 * const edge = Cluster.selfManaged(this, "edge", { issuerUrl: published.url, provider: edgeKubernetes });
 */
export class BlobPublishedIssuer extends Construct {
  /** The issuer URL. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: BlobPublishedIssuerProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the published issuer", BLOB_PUBLISHED_ISSUER_PROPS, props);
    const { storageAccountName, containerName, prefix } = props;
    const host = `https://${storageAccountName}.blob.${AZURE_CLOUDS[props.cloud ?? "public"].storageSuffix}`;
    this.url = props.url ?? [host, containerName, prefix].filter((part) => part !== undefined).join("/");
    checkPublishedOnce(this, `${storageAccountName}/${containerName}/${prefix ?? ""}`);
    const issuer = new Issuer({ name: "published", url: this.url, jwksJson: props.jwksJson }, path);
    for (const document of publishedDocuments(path, issuer, props)) {
      new StorageBlob(this, document.path.replace(/.*\//, ""), {
        provider: props.provider,
        storageAccountName,
        storageContainerName: containerName,
        name: prefix === undefined ? document.path : `${prefix}/${document.path}`,
        type: "Block",
        sourceContent: document.content,
        contentType: document.contentType,
      });
    }
    checkConstructId(this);
  }
}
