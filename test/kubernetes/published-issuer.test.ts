import { Cluster } from "../../lib";
import { S3PublishedIssuer } from "../../lib/aws";
import { BlobPublishedIssuer } from "../../lib/azure";
import { GcsPublishedIssuer } from "../../lib/google";
import { resources, World } from "../world";

// As an API server prints them: its own addresses are private.
const jwksJson = '{"keys":[{"use":"sig","kty":"RSA","kid":"a","alg":"RS256","n":"x","e":"AQAB"}]}';
const discoveryJson = (issuer: string) =>
  JSON.stringify({
    issuer,
    jwks_uri: "https://10.0.0.1:6443/openid/v1/jwks",
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256", "ES256"],
  });

const discovery = (url: string, algorithms: readonly string[]) =>
  JSON.stringify({
    issuer: url,
    jwks_uri: `${url}/openid/v1/jwks`,
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: algorithms,
  });

describe("a published issuer", () => {
  it("serves discovery and keys from S3, with the addresses of the bucket", () => {
    const world = new World();
    const url = "https://acme-oidc.s3.eu-west-1.amazonaws.com/edge";
    const published = new S3PublishedIssuer(world, "published", {
      bucket: "acme-oidc",
      region: "eu-west-1",
      prefix: "edge",
      jwksJson,
      discoveryJson: discoveryJson(url),
    });
    expect(published.url).toBe(url);
    expect(Cluster.selfManaged(world, "new", { issuerUrl: published.url }).issuer.url).toBe(url);
    expect(resources(world.synth(), "aws_s3_object")).toEqual([
      { bucket: "acme-oidc", key: "edge/openid/v1/jwks", content: jwksJson, content_type: "application/jwk-set+json" },
      {
        bucket: "acme-oidc",
        key: "edge/.well-known/openid-configuration",
        content: discovery(url, ["RS256", "ES256"]),
        content_type: "application/json",
      },
    ]);
  });

  it("serves them from Cloud Storage, uncached", () => {
    const world = new World();
    const url = "https://storage.googleapis.com/acme-oidc";
    expect(new GcsPublishedIssuer(world, "published", { bucket: "acme-oidc", jwksJson }).url).toBe(url);
    const common = { bucket: "acme-oidc", cache_control: "no-cache" };
    expect(resources(world.synth(), "google_storage_bucket_object")).toEqual([
      { ...common, name: "openid/v1/jwks", content: jwksJson, content_type: "application/jwk-set+json" },
      {
        ...common,
        name: ".well-known/openid-configuration",
        content: discovery(url, ["RS256"]),
        content_type: "application/json",
      },
    ]);
  });

  it("serves them from Blob storage, in each of Azure's clouds", () => {
    const domains = {
      public: "core.windows.net",
      usgovernment: "core.usgovcloudapi.net",
      china: "core.chinacloudapi.cn",
    } as const;
    for (const cloud of ["public", "usgovernment", "china"] as const) {
      const world = new World();
      const url = `https://acmeoidc.blob.${domains[cloud]}/edge`;
      const props = { storageAccountName: "acmeoidc", containerName: "edge", jwksJson, cloud };
      expect(new BlobPublishedIssuer(world, "published", props).url).toBe(url);
      const common = { storage_account_name: "acmeoidc", storage_container_name: "edge", type: "Block" };
      expect(resources(world.synth(), "azurerm_storage_blob")).toEqual([
        { ...common, name: "openid/v1/jwks", source_content: jwksJson, content_type: "application/jwk-set+json" },
        {
          ...common,
          name: ".well-known/openid-configuration",
          source_content: discovery(url, ["RS256"]),
          content_type: "application/json",
        },
      ]);
    }
  });

  it("may be served by a domain of one's own, whose trailing slash stays in the issuer and out of the addresses", () => {
    const world = new World();
    new S3PublishedIssuer(world, "published", {
      bucket: "acme.oidc",
      region: "eu-west-1",
      url: "https://oidc.example.com/",
      jwksJson,
    });
    const [, document] = resources(world.synth(), "aws_s3_object");
    expect(JSON.parse(document!["content"] as string)).toEqual({
      ...(JSON.parse(discovery("https://oidc.example.com", ["RS256"])) as object),
      issuer: "https://oidc.example.com/",
    });
  });
});
