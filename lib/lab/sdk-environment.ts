/** Variables by which cloud SDKs find credentials and services. A pod has none of those of whoever runs the lab. */
const OF_CLOUDS =
  /^(AWS|GOOGLE|GCLOUD|GCP|GCE|CLOUDSDK|AZURE|ARM|MSI|IDENTITY|IMDS|BOTO)_|^(NO_GCE_CHECK|METADATA_SERVER_DETECTION)$/i;
const LOOPBACK = "127.0.0.1,localhost,::1";

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
