import type { PodParts } from "./pod-shape";

/** What a chart calls the values that a pod needs, and what it may do. */
export interface HelmOptions {
  /**
   * Names that the chart has for lists, such as `{ env: "extraEnvVars" }` for Bitnami's charts or
   * `{ volumes: "volumes", volumeMounts: "volumeMounts" }` for charts of `helm create`.
   * @default - "extraEnv", "extraVolumes" and "extraVolumeMounts"
   */
  readonly keys?: Partial<Readonly<Record<"env" | "volumes" | "volumeMounts", string>>>;
  /** Whether the chart creates the ServiceAccount, for a workload with `serviceAccount: "existing"`. @default false */
  readonly createServiceAccount?: boolean;
}

/** Values for a Helm chart. Empty ones are left out, so that they do not hide the chart's own. */
export interface HelmValues {
  readonly serviceAccount: { readonly create: boolean; readonly name: string; readonly annotations?: Record<string, string> };
  readonly podLabels?: Record<string, string>;
  readonly podAnnotations?: Record<string, string>;
  /** Environment, volumes and mounts, by the chart's names for them. */
  readonly [list: string]: unknown;
}

export function helmValues(
  parts: PodParts,
  serviceAccountAnnotations: Readonly<Record<string, string>>,
  { keys, createServiceAccount = false }: HelmOptions,
): HelmValues {
  const { env = "extraEnv", volumes = "extraVolumes", volumeMounts = "extraVolumeMounts" } = keys ?? {};
  const filled = Object.entries({
    podLabels: parts.labels,
    podAnnotations: parts.annotations,
    [env]: parts.envVars,
    [volumes]: parts.volumes,
    [volumeMounts]: parts.volumeMounts,
  }).filter(([, value]) => Object.keys(value).length > 0);
  const annotations = Object.keys(serviceAccountAnnotations).length > 0 ? { annotations: { ...serviceAccountAnnotations } } : {};
  return {
    serviceAccount: { create: createServiceAccount, name: parts.serviceAccountName, ...annotations },
    ...Object.fromEntries(filled),
  };
}
