import { FederationError, quoted } from "../core/errors";
import { addToTemplate, type PodNames } from "./add-to-template";
import { checkSameNamespace } from "./apply-to-manifest";
import { copyOf, isFields, type Fields } from "./plain";
import type { ContainerOptions, PodEnvVar, PodParts, PodVolume, PodVolumeMount } from "./pod-shape";

/** A volume as `@cdktf/provider-kubernetes` takes it: there, `projected` is a list. */
export type TerraformVolume =
  Exclude<PodVolume, ProjectedVolume> | { readonly name: string; readonly projected: ProjectedVolume["projected"][] };
/** A volume of projected tokens. */
export type ProjectedVolume = Extract<PodVolume, { readonly projected: unknown }>;

/** What a pod must carry, in the shape of a pod's or pod template's config in `@cdktf/provider-kubernetes`. */
export interface TerraformPodSettings {
  /** For the `metadata` of the pod or pod template. */
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations: Record<string, string> };
  /** For its `spec`. */
  readonly spec: { readonly serviceAccountName: string; readonly volume: TerraformVolume[] };
  /** For each `container` that uses an identity. */
  readonly container: { readonly env: PodEnvVar[]; readonly volumeMount: PodVolumeMount[] };
}

/** What the provider's configs call their lists. */
const TERRAFORM_NAMES: PodNames = {
  volumes: "volume",
  containers: "container",
  initContainers: "initContainer",
  env: "env",
  volumeMounts: "volumeMount",
  volumeDevices: "volumeDevice",
};

export function terraformSettings(parts: PodParts): TerraformPodSettings {
  return {
    metadata: { labels: { ...parts.labels }, annotations: { ...parts.annotations } },
    spec: { serviceAccountName: parts.serviceAccountName, volume: terraformVolumes(parts) },
    container: { env: parts.envVars, volumeMount: parts.volumeMounts },
  };
}

/** A new config of the same shape, with what the workload needs of the pod. */
export function applyToTerraform(template: object, parts: PodParts, options: ContainerOptions): Fields {
  const place = `a pod template for ${parts.workload}`;
  const copy = copyOf(place, template);
  if (!isFields(copy)) {
    throw new FederationError(place, {
      code: "MANIFEST_INVALID",
      what: `the pod template is ${quoted(template)}`,
      cure: 'give an object with "metadata" and "spec", as DeploymentV1 takes it at "spec.template"',
    });
  }
  const { metadata } = copy;
  checkSameNamespace(place, isFields(metadata) ? metadata["namespace"] : undefined, parts);
  return addToTemplate(copy, parts, options, { place, names: TERRAFORM_NAMES, volumes: terraformVolumes(parts) });
}

function terraformVolumes({ volumes }: PodParts): TerraformVolume[] {
  return volumes.map((volume) => ("projected" in volume ? { ...volume, projected: [volume.projected] } : volume));
}
