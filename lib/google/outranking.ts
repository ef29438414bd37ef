import type { OutrankingVariables } from "../core/identity-settings";

const GCLOUD = "https://cloud.google.com/sdk/docs/properties";
const GCLOUD_TOKEN = "https://cloud.google.com/sdk/docs/authorizing";
const TERRAFORM =
  "https://github.com/hashicorp/terraform-provider-google/blob/main/website/docs/guides/provider_reference.html.markdown";
const ADC = "https://cloud.google.com/docs/authentication/application-default-credentials";
const GO_METADATA = "https://pkg.go.dev/cloud.google.com/go/compute/metadata";
const PYTHON_METADATA =
  "https://github.com/googleapis/google-auth-library-python/blob/main/google/auth/compute_engine/_metadata.py";

/** What gcloud and Terraform's provider take before Application Default Credentials. A file that is the pod's own changes nothing. */
export function outrankingFile(file: string | undefined): readonly OutrankingVariables[] {
  const own = file === undefined ? [] : [file];
  return [
    { names: ["CLOUDSDK_AUTH_ACCESS_TOKEN_FILE"], source: GCLOUD },
    { names: ["CLOUDSDK_AUTH_ACCESS_TOKEN"], source: GCLOUD_TOKEN },
    { names: ["CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"], unless: own, source: GCLOUD },
    { names: ["GOOGLE_OAUTH_ACCESS_TOKEN"], source: TERRAFORM },
    ...["GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON"].map((name) => ({
      names: [name],
      unless: own,
      source: TERRAFORM,
    })),
  ];
}

/** What client libraries take before GKE's metadata server, and what leads them to another server. */
export function outrankingMetadataServer(): readonly OutrankingVariables[] {
  const servers = ["metadata.google.internal", "metadata.google.internal.", "169.254.169.254"];
  return [
    { names: ["GOOGLE_APPLICATION_CREDENTIALS"], source: ADC },
    // Node.js reads it in small letters too.
    { names: ["google_application_credentials"], source: "https://github.com/googleapis/google-auth-library-nodejs" },
    { names: ["GCE_METADATA_HOST"], unless: servers, source: GO_METADATA },
    // An older name of the same, and, for Node.js, the first of them.
    { names: ["GCE_METADATA_ROOT"], unless: servers, source: PYTHON_METADATA },
    { names: ["GCE_METADATA_IP"], unless: servers, source: "https://github.com/googleapis/gcp-metadata" },
    ...outrankingFile(undefined),
  ];
}
