import path from "node:path";

/** Variables by which cloud SDKs find credentials and services. A pod has none of those of whoever runs the lab. */
export const CLOUD_PREFIXES = [
  "AWS",
  "GOOGLE",
  "GCLOUD",
  "GCP",
  "GCE",
  "CLOUDSDK",
  "AZURE",
  "ARM",
  "MSI",
  "IDENTITY",
  "IMDS",
  "BOTO",
];
const OF_CLOUDS = new RegExp(`^(${CLOUD_PREFIXES.join("|")})_|^(NO_GCE_CHECK|METADATA_SERVER_DETECTION)$`, "i");
const LOOPBACK = "127.0.0.1,localhost,::1";

/**
 * Keeps SDKs from what whoever runs the lab is signed in with: where the pod carries nothing for a cloud, they would look below the home
 * folder and on the network.
 */
export const notSignedIn = (directory: string): Readonly<Record<string, string>> => ({
  AWS_CONFIG_FILE: path.join(directory, "aws/no-config"),
  AWS_SHARED_CREDENTIALS_FILE: path.join(directory, "aws/no-credentials"),
  AWS_EC2_METADATA_DISABLED: "true",
  GOOGLE_APPLICATION_CREDENTIALS: path.join(directory, "google/none"),
  CLOUDSDK_CONFIG: path.join(directory, "google/gcloud"),
  NO_GCE_CHECK: "true",
  AZURE_CONFIG_DIR: path.join(directory, "azure/cli"),
});

/** The environment of a process that stands for a pod: the given one without the clouds' variables, with the pod's, and no proxy to the lab. */
export function sdkEnvironment(
  pod: Readonly<Record<string, string>>,
  base: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const kept = Object.entries(base).flatMap(([name, value]) =>
    value === undefined || OF_CLOUDS.test(name) ? [] : [[name, value] as const],
  );
  const noProxy = [base["NO_PROXY"] ?? base["no_proxy"] ?? "", LOOPBACK].filter((part) => part !== "").join(",");
  return { ...Object.fromEntries(kept), ...pod, NO_PROXY: noProxy, no_proxy: noProxy };
}
