import { checkValues } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { addToTemplate, type PodNames } from "./add-to-template";
import { checkSameNamespace } from "./apply-to-manifest";
import { copyOf, isFields, type Fields } from "./plain";
import type { ConfigMapProjection, ContainerOptions, PodEnvVar, PodParts, PodVolumeMount, VolumeSource } from "./pod-shape";
import { CONTAINER_OPTIONS } from "./pod-values";

/** A volume as `@cdktf/provider-kubernetes` takes it: there, `projected` is a list. */
export interface TerraformVolume {
  readonly name: string;
  readonly projected: TerraformProjection[];
}

/** What a volume projects, as the provider takes it: there, `configMap` is a list. */
export interface TerraformProjection {
  readonly sources: (
    Extract<VolumeSource, { readonly serviceAccountToken: unknown }> | { readonly configMap: ConfigMapProjection[] }
  )[];
}

/** What a pod must carry, in the shape of a pod's or pod template's config in `@cdktf/provider-kubernetes`. */
export interface TerraformPodSettings {
  /** For the `metadata` of the pod or pod template. */
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations: Record<string, string> };
  /** For its `spec`. */
  readonly spec: {
    readonly serviceAccountName: string;
    /** As the ServiceAccount says it. @default - the ServiceAccount says nothing, and the provider mounts the token */
    readonly automountServiceAccountToken?: boolean;
    readonly volume: TerraformVolume[];
  };
  /** For each `container` that uses an identity. */
  readonly container: { readonly env: PodEnvVar[]; readonly volumeMount: PodVolumeMount[] };
}

/** What the provider's configs call their lists. */
const TERRAFORM_NAMES: PodNames = {
  volumes: "volume",
  containers: "container",
  initContainers: "initContainer",
  ephemeralContainers: undefined,
  env: "env",
  volumeMounts: "volumeMount",
  volumeDevices: "volumeDevice",
};

export function terraformSettings(parts: PodParts): TerraformPodSettings {
  const { automountServiceAccountToken } = parts;
  const automount = automountServiceAccountToken === undefined ? {} : { automountServiceAccountToken };
  return {
    metadata: { labels: { ...parts.labels }, annotations: { ...parts.annotations } },
    spec: { serviceAccountName: parts.serviceAccountName, ...automount, volume: terraformVolumes(parts) },
    container: { env: parts.envVars, volumeMount: parts.volumeMounts },
  };
}

/** A new config of the same shape, with what the workload needs of the pod. */
export function applyToTerraform(template: object, parts: PodParts, options: ContainerOptions): Fields {
  const place = `a pod template for ${parts.workload}`;
  checkValues(place, "the second argument", CONTAINER_OPTIONS, options);
  const copy = copyOf(place, template);
  if (!isFields(copy)) {
    throw new FederationError(place, {
      code: "MANIFEST_INVALID",
      what: `the pod template is ${quoted(template)}`,
      cure: 'give an object with "metadata" and "spec", as DeploymentV1 takes it at "spec.template"',
    });
  }
  const metadata = isFields(copy["metadata"]) ? copy["metadata"] : {};
  checkSameNamespace(place, metadata["namespace"], parts);
  const added = addToTemplate(copy, parts, options, { place, names: TERRAFORM_NAMES, volumes: terraformVolumes(parts) });
  return withNamespace(withAutomount(added, parts), metadata, parts);
}

/** The provider mounts the token of the cluster's API into every pod that says nothing, whatever the ServiceAccount says. */
function withAutomount(pod: Fields, { automountServiceAccountToken }: PodParts): Fields {
  if (automountServiceAccountToken === undefined) return pod;
  return { ...pod, spec: { automountServiceAccountToken, ...withoutUndefined(pod["spec"] as Fields) } };
}

function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A PodV1, which has a name where a template has none, would be made in the namespace "default". */
function withNamespace(pod: Fields, given: Fields, { namespace }: PodParts): Fields {
  const isPod = ["name", "generateName"].some((field) => given[field] !== undefined);
  if (!isPod || (given["namespace"] ?? undefined) !== undefined) return pod;
  return { ...pod, metadata: { ...(pod["metadata"] as Fields), namespace } };
}

function terraformVolumes({ volumes }: PodParts): TerraformVolume[] {
  return volumes.map(({ name, projected }) => ({
    name,
    projected: [
      { sources: projected.sources.map((source) => ("configMap" in source ? { configMap: [source.configMap] } : source)) },
    ],
  }));
}
