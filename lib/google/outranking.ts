import type { OutrankingVariables } from "../core/identity-settings";

/** What gcloud and Terraform's provider take before Application Default Credentials. A file that is the pod's own changes nothing. */
export function outrankingFile(file: string | undefined): readonly OutrankingVariables[] {
  const gcloud = "https://cloud.google.com/sdk/docs/properties";
  const terraform = "https://registry.terraform.io/providers/hashicorp/google/latest/docs/guides/provider_reference";
  const own = file === undefined ? [] : [file];
  return [
    { names: ["CLOUDSDK_AUTH_ACCESS_TOKEN_FILE"], source: gcloud },
    { names: ["CLOUDSDK_AUTH_ACCESS_TOKEN"], source: gcloud },
    { names: ["CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE"], unless: own, source: gcloud },
    { names: ["GOOGLE_OAUTH_ACCESS_TOKEN"], source: terraform },
    { names: ["GOOGLE_CREDENTIALS"], unless: own, source: terraform },
    { names: ["GOOGLE_GHA_CREDS_PATH"], unless: own, source: "https://github.com/google-github-actions/auth" },
  ];
}

/** What client libraries take before GKE's metadata server, and what leads them to another server. */
export function outrankingMetadataServer(): readonly OutrankingVariables[] {
  const source = "https://cloud.google.com/docs/authentication/application-default-credentials";
  const servers = ["metadata.google.internal", "metadata.google.internal.", "169.254.169.254"];
  return [
    { names: ["GOOGLE_APPLICATION_CREDENTIALS"], source },
    { names: ["GCE_METADATA_HOST"], unless: servers, source: "https://pkg.go.dev/cloud.google.com/go/compute/metadata" },
    ...outrankingFile(undefined),
  ];
}
