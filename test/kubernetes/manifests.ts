import type { PodKind } from "../../lib";

export type Manifest = Readonly<Record<string, unknown>>;

/** The parts of a pod that a test gives. */
export interface PodGiven {
  readonly metadata?: object;
  readonly spec?: object;
}

const API_VERSIONS: Readonly<Record<PodKind, string>> = {
  Pod: "v1",
  PodTemplate: "v1",
  ReplicationController: "v1",
  Deployment: "apps/v1",
  StatefulSet: "apps/v1",
  DaemonSet: "apps/v1",
  ReplicaSet: "apps/v1",
  Job: "batch/v1",
  CronJob: "batch/v1",
};

export const KINDS = Object.keys(API_VERSIONS) as readonly PodKind[];

/** A manifest of the kind that the API server takes, with one container "app". */
export function manifestOf(kind: PodKind, pod: PodGiven = {}): Manifest {
  const metadata = { labels: { app: "orders" }, ...pod.metadata };
  const restartPolicy = kind === "Job" || kind === "CronJob" ? { restartPolicy: "Never" } : {};
  const spec = { containers: [{ name: "app", image: "orders:1" }], ...restartPolicy, ...pod.spec };
  const head = { apiVersion: API_VERSIONS[kind], kind };
  const own = { name: "orders" };
  const template = { metadata, spec };
  const selector = { matchLabels: { app: "orders" } };
  switch (kind) {
    case "Pod":
      return { ...head, metadata: { ...own, ...metadata }, spec };
    case "PodTemplate":
      return { ...head, metadata: own, template };
    case "ReplicationController":
      return { ...head, metadata: own, spec: { selector: { app: "orders" }, template } };
    case "StatefulSet":
      return { ...head, metadata: own, spec: { serviceName: "orders", selector, template } };
    case "Job":
      return { ...head, metadata: own, spec: { template } };
    case "CronJob":
      return { ...head, metadata: own, spec: { schedule: "@daily", jobTemplate: { spec: { template } } } };
    default:
      return { ...head, metadata: own, spec: { selector, template } };
  }
}

/** The pod of a manifest: its metadata without the manifest's own name and namespace, and its spec. */
export function podOf(manifest: object): { readonly metadata: unknown; readonly spec: Readonly<Record<string, unknown>> } {
  const { kind, template, spec, metadata } = manifest as {
    kind: PodKind;
    template: unknown;
    spec: { template: unknown; jobTemplate: { spec: { template: unknown } } };
    metadata: object;
  };
  const { name: _name, namespace: _namespace, ...podMetadata } = metadata as { name?: string; namespace?: string };
  if (kind === "Pod") return { metadata: podMetadata, spec: spec };
  return (kind === "PodTemplate" ? template : kind === "CronJob" ? spec.jobTemplate.spec.template : spec.template) as never;
}
