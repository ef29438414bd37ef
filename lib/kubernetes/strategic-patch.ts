import { checkValues } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { checkSameNamespace } from "./apply-to-manifest";
import { kindNamed, placeOf, type PodKind } from "./manifest-kinds";
import { isFields, type Fields } from "./plain";
import type { PodParts } from "./pod-shape";
import { PATCH_TARGET } from "./pod-values";

/** The manifest that a patch is for, and which of its containers use an identity. */
export interface PatchTarget {
  readonly kind: PodKind;
  /** `metadata.name` of the manifest. */
  readonly name: string;
  /** `metadata.namespace` of the manifest, where it has one: kustomize finds a manifest by name and namespace. */
  readonly namespace?: string;
  /** Names of its ordinary containers that get environment and mounts. A patch cannot say "all". */
  readonly containers: readonly string[];
  /** Names of its init containers that do. */
  readonly initContainers?: readonly string[];
}

/**
 * A strategic-merge patch: a manifest of nothing but what the workload needs. Lists are merged by name and mount path.
 * https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function strategicPatch(target: PatchTarget, parts: PodParts): Fields {
  const place = isFields(target) ? placeOf({ kind: target.kind, metadata: { name: target.name } }) : "patch";
  if (isFields(target) && target.kind === "Job") {
    throw new FederationError(place, {
      code: "MANIFEST_INVALID",
      what: 'the kind is "Job", and the API server takes no change to the pod template of a Job',
      cure: "make the Job of a manifest that went through applyTo (kustomize, which patches before there is a Job, takes that as a resource), or patch the CronJob that makes it",
    });
  }
  checkValues(place, "the target", PATCH_TARGET, target);
  const { kind, name, namespace, containers, initContainers = [] } = target;
  const { apiVersion, template } = kindNamed(place, kind);
  checkSameNamespace(place, namespace, parts);
  if (containers.length + initContainers.length === 0) {
    throw new FederationError(place, {
      code: "CONTAINER_UNKNOWN",
      what: `"containers" is ${quoted(containers)} of no name`,
      cure: "name the containers that use an identity: a patch cannot say all of them",
    });
  }
  const used = (names: readonly string[]): Fields[] =>
    names.map((one) => ({ name: one, ...filled({ env: parts.envVars, volumeMounts: parts.volumeMounts }) }));
  const needsContainers = parts.envVars.length + parts.volumeMounts.length > 0;
  const metadata = filled({ labels: parts.labels, annotations: parts.annotations });
  const spec = {
    serviceAccountName: parts.serviceAccountName,
    ...filled({ volumes: parts.volumes }),
    ...(needsContainers ? filled({ containers: used(containers), initContainers: used(initContainers) }) : {}),
  };
  const pod: Fields = { ...filled({ metadata }), spec };
  const own = { name, ...(namespace === undefined ? {} : { namespace }) };
  if (template.length === 0) return { apiVersion, kind, metadata: { ...own, ...metadata }, spec };
  const inside = [...template].reverse().reduce<Fields>((inner, field) => ({ [field]: inner }), pod);
  return { apiVersion, kind, metadata: own, ...inside };
}

/** Without what is empty. */
function filled(fields: Readonly<Record<string, object>>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => Object.keys(value).length > 0));
}
