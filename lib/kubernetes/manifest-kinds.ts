import { FederationError, quoted } from "../core/errors";
import { isFields, type Fields } from "./plain";

/** A kind of manifest that makes pods. */
export type PodKind =
  "Pod" | "PodTemplate" | "ReplicationController" | "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job" | "CronJob";

/** Where the pod stands in a manifest: the path to what has `metadata` and `spec` of a pod. */
interface ManifestKind {
  readonly apiVersion: string;
  readonly template: readonly string[];
}

const IN_SPEC = ["spec", "template"];

/** The kinds that make pods. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/ */
const MANIFEST_KINDS = {
  Pod: { apiVersion: "v1", template: [] },
  PodTemplate: { apiVersion: "v1", template: ["template"] },
  ReplicationController: { apiVersion: "v1", template: IN_SPEC },
  Deployment: { apiVersion: "apps/v1", template: IN_SPEC },
  StatefulSet: { apiVersion: "apps/v1", template: IN_SPEC },
  DaemonSet: { apiVersion: "apps/v1", template: IN_SPEC },
  ReplicaSet: { apiVersion: "apps/v1", template: IN_SPEC },
  Job: { apiVersion: "batch/v1", template: IN_SPEC },
  CronJob: { apiVersion: "batch/v1", template: ["spec", "jobTemplate", "spec", "template"] },
} as const satisfies Readonly<Record<PodKind, ManifestKind>>;

/** The kinds that make pods, by name. */
export const POD_KINDS = Object.keys(MANIFEST_KINDS) as readonly PodKind[];

/** What the manifest is called in errors: `Deployment/orders`. */
export function placeOf(manifest: Fields): string {
  const { kind, metadata } = manifest;
  const name = isFields(metadata) ? metadata["name"] : undefined;
  return `${typeof kind === "string" ? kind : "manifest"}/${typeof name === "string" ? name : "?"}`;
}

/**
 * What is known of a kind.
 * @throws FederationError MANIFEST_INVALID
 */
export function kindNamed(place: string, kind: unknown): ManifestKind {
  const known = typeof kind === "string" && Object.hasOwn(MANIFEST_KINDS, kind) ? MANIFEST_KINDS[kind as PodKind] : undefined;
  if (known !== undefined) return known;
  throw new FederationError(place, {
    code: "MANIFEST_INVALID",
    what: `the kind is ${quoted(kind)}, which makes no pods that are known here`,
    cure: `give one of ${Object.keys(MANIFEST_KINDS).join(", ")}; of a list, its items one by one`,
  });
}

/**
 * Where the pod stands in the manifest.
 * @throws FederationError MANIFEST_INVALID
 */
export function templatePath(manifest: Fields): readonly string[] {
  const { kind, apiVersion } = manifest;
  const known = kindNamed(placeOf(manifest), kind);
  if (apiVersion === known.apiVersion) return known.template;
  throw new FederationError(placeOf(manifest), {
    code: "MANIFEST_INVALID",
    what: `the apiVersion is ${quoted(apiVersion)}`,
    cure: `a ${String(kind)} has the apiVersion "${known.apiVersion}"`,
  });
}
