import { checkValues } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { addToTemplate } from "./add-to-template";
import { MANIFEST_NAMES } from "./apply-to-manifest";
import type { Fields } from "./plain";
import type { PodParts } from "./pod-shape";
import { HELM_OPTIONS } from "./pod-values";

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
  /**
   * Values that the chart gets besides: its `podLabels`, `podAnnotations`, `nodeSelector` and lists are checked as `applyTo` checks a pod, and
   * come back with what the workload adds. The chart's own templates and defaults are not seen. @default - none
   */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Names of the chart's containers that use an identity, which a webhook must not skip. @default - unknown, and not checked */
  readonly containers?: readonly string[];
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
  options: HelmOptions,
): HelmValues {
  const place = `Helm values for ${parts.workload}`;
  checkValues(place, "the options", HELM_OPTIONS, options);
  const { keys, createServiceAccount = false, values = {}, containers = [] } = options;
  const { env = "extraEnv", volumes = "extraVolumes", volumeMounts = "extraVolumeMounts" } = keys ?? {};
  checkKeys(place, [env, volumes, volumeMounts]);
  const { metadata, spec } = podOf(place, values, parts, { env, volumes, volumeMounts, containers });
  const [container = {}] = spec["containers"] as Fields[];
  const filled = Object.entries({
    podLabels: metadata["labels"],
    podAnnotations: metadata["annotations"],
    [env]: container["env"],
    [volumes]: spec["volumes"],
    [volumeMounts]: container["volumeMounts"],
  }).filter(([, value]) => Object.keys(value ?? {}).length > 0);
  const annotations = Object.keys(serviceAccountAnnotations).length > 0 ? { annotations: { ...serviceAccountAnnotations } } : {};
  return {
    ...values,
    serviceAccount: { create: createServiceAccount, name: parts.serviceAccountName, ...annotations },
    ...Object.fromEntries(filled),
  };
}

/** Refuses names with which one value would hide another. */
function checkKeys(place: string, keys: readonly string[]): void {
  const all = ["serviceAccount", "podLabels", "podAnnotations", ...keys];
  const twice = all.find((key, index) => all.indexOf(key) !== index);
  if (twice === undefined) return;
  throw new FederationError(place, {
    code: "MANIFEST_INVALID",
    what: `"keys" gives two values the name ${quoted(twice)}`,
    cure: "name each by what the chart calls it",
  });
}

/** The pod that the chart makes of the values, as far as they say it. */
function podOf(
  place: string,
  { podLabels, podAnnotations, nodeSelector, ...values }: Fields,
  parts: PodParts,
  keys: { readonly env: string; readonly volumes: string; readonly volumeMounts: string; readonly containers: readonly string[] },
): { readonly metadata: Fields; readonly spec: Fields } {
  const names = keys.containers.length > 0 ? keys.containers : ["of the chart"];
  const container = { env: values[keys.env], envFrom: values["envFrom"], volumeMounts: values[keys.volumeMounts] };
  const given = {
    metadata: { labels: podLabels, annotations: podAnnotations },
    spec: { nodeSelector, volumes: values[keys.volumes], containers: names.map((name) => ({ name, ...container })) },
  };
  const shape = { place, names: MANIFEST_NAMES, volumes: parts.volumes };
  const { metadata, spec } = addToTemplate(given, parts, {}, shape);
  return { metadata: metadata as Fields, spec: spec as Fields };
}
