// Every cloud publishes the same two documents, and Terraform keeps them as they are.
import type { Construct } from "constructs";
import { S3PublishedIssuer } from "../../lib/aws";
import { BlobPublishedIssuer } from "../../lib/azure";
import { GcsPublishedIssuer } from "../../lib/google";
import { refusal, resources, World } from "../world";

const KEYS = '{"keys":[{"kty":"RSA","kid":"${1+1}","n":"x","e":"AQAB"}]}';

interface Published {
  readonly type: string;
  readonly field: string;
  readonly make: (scope: Construct, prefix?: string) => unknown;
}

const CLOUDS: Readonly<Record<string, Published>> = {
  AWS: {
    type: "aws_s3_object",
    field: "content",
    make: (scope, prefix) =>
      new S3PublishedIssuer(scope, "p", { bucket: "acme-oidc", region: "eu-west-1", jwksJson: KEYS, prefix }),
  },
  Google: {
    type: "google_storage_bucket_object",
    field: "content",
    make: (scope, prefix) => new GcsPublishedIssuer(scope, "p", { bucket: "acme-oidc", jwksJson: KEYS, prefix }),
  },
  Azure: {
    type: "azurerm_storage_blob",
    field: "source_content",
    make: (scope, prefix) =>
      new BlobPublishedIssuer(scope, "p", { storageAccountName: "acmeoidc", containerName: "edge", jwksJson: KEYS, prefix }),
  },
};

describe.each(Object.entries(CLOUDS))("an issuer that %s publishes", (_cloud, { type, field, make }) => {
  it("has its keys as they were given, also where Terraform would read an expression", () => {
    const world = new World();
    make(world);
    const contents = resources(world.synth(), type).map((resource) => resource[field]);
    expect(contents).toContain(KEYS.replace("${", () => "$${"));
  });

  it.each(["", "/a", "a/", "a//b", "..", "a/../b", "./a", "a b", "a\n"])("has no prefix such as %j", (prefix) => {
    expect(refusal(() => make(new World(), prefix)).code).toBe("ISSUER_INVALID");
  });

  it("has a prefix of plain segments", () => {
    make(new World(), "clusters/edge.1/~a");
  });
});
