import { checkValues } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { couldBeEqual, isKnown } from "../core/tokens";
import { addToTemplate, type PodNames } from "./add-to-template";
import { placeOf, templatePath } from "./manifest-kinds";
import { copyOf, isFields, type Fields } from "./plain";
import type { ContainerOptions, PodParts } from "./pod-shape";
import { CONTAINER_OPTIONS } from "./pod-values";

/** What manifests call their lists. */
export const MANIFEST_NAMES: PodNames = {
  volumes: "volumes",
  containers: "containers",
  initContainers: "initContainers",
  ephemeralContainers: "ephemeralContainers",
  env: "env",
  volumeMounts: "volumeMounts",
  volumeDevices: "volumeDevices",
};

/** A new manifest of the same kind, with what the workload needs of its pods. */
export function applyToManifest(manifest: object, parts: PodParts, options: ContainerOptions): Fields {
  const place = isFields(manifest) ? placeOf(manifest) : "manifest";
  checkValues(place, "the second argument", CONTAINER_OPTIONS, options);
  const copy = copyOf(place, manifest);
  if (!isFields(copy)) {
    throw new FederationError(place, {
      code: "MANIFEST_INVALID",
      what: `the manifest is ${quoted(manifest)}`,
      cure: "give a plain object with apiVersion, kind, metadata and spec",
    });
  }
  const path = templatePath(copy);
  const shape = { place, names: MANIFEST_NAMES, volumes: parts.volumes };
  const added = addAt(copy, path, place, (template) => addToTemplate(template, parts, options, shape));
  return withNamespace(place, added, parts);
}

function addAt(owner: Fields, path: readonly string[], place: string, add: (template: Fields) => Fields): Fields {
  const [field, ...rest] = path;
  if (field === undefined) return add(owner);
  const inner = owner[field];
  if (isFields(inner)) return { ...owner, [field]: addAt(inner, rest, place, add) };
  throw new FederationError(place, {
    code: "MANIFEST_INVALID",
    what: `"${field}" is ${quoted(inner)}`,
    cure: "give an object: the pod is looked for below it",
  });
}

/** A ServiceAccount is found in the pod's own namespace alone, so a manifest without one gets it. */
function withNamespace(place: string, manifest: Fields, parts: PodParts): Fields {
  const metadata = isFields(manifest["metadata"]) ? manifest["metadata"] : {};
  checkSameNamespace(place, metadata["namespace"], parts);
  return { ...manifest, metadata: { ...metadata, namespace: metadata["namespace"] ?? parts.namespace } };
}

/** Refuses another namespace than the workload's. One that is unknown until apply, in whole or in part, passes where it could be that one. */
export function checkSameNamespace(place: string, namespace: unknown, parts: PodParts): void {
  if (namespace === undefined || namespace === null || namespace === parts.namespace) return;
  if (typeof namespace === "string" ? couldBeEqual(namespace, parts.namespace) : !isKnown(namespace)) return;
  throw new FederationError(place, {
    code: "NAMESPACE_INVALID",
    what: `the namespace is ${quoted(namespace)}, and the ServiceAccount of ${parts.workload} is in ${quoted(parts.namespace)}`,
    cure: "leave the namespace out, or name that one: a pod can only run as a ServiceAccount of its own namespace",
  });
}
