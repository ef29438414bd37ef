import { isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import type { Configuration, Place } from "../read/configuration";
import { hole } from "../text";
import { manifestOf } from "./manifest";

/** A pod of a manifest, or those that it makes. */
export interface Pod {
  /** For people: `Deployment shop/orders`. */
  readonly label: string;
  readonly namespace: string;
  /** `default` where none is named. */
  readonly serviceAccount: string;
  readonly namesServiceAccount: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** Where the pod stands in what makes it, by kind. https://kubernetes.io/docs/concepts/workloads/controllers/ */
const PATHS: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ["spec", "template"],
  StatefulSet: ["spec", "template"],
  DaemonSet: ["spec", "template"],
  ReplicaSet: ["spec", "template"],
  Job: ["spec", "template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

/** The pods of manifests, those without an owner: an owner's manifest tells the same of its own. */
export function readPods(configuration: Configuration): Pod[] {
  return ["kubernetes_manifest", "kubectl_manifest"]
    .flatMap((type) => configuration.ofType(type))
    .flatMap((resource): Pod[] => {
      const manifest = manifestOf(resource);
      const kind = textOf(manifest?.["kind"]) ?? "";
      const path = Object.hasOwn(PATHS, kind) ? PATHS[kind] : undefined;
      const metadata = objectIn(manifest?.["metadata"]);
      if (manifest === undefined || path === undefined || listOf(metadata["ownerReferences"]).length > 0) return [];
      const pod = path.reduce<JsonObject>((object, key) => objectIn(object[key]), manifest);
      const spec = objectIn(pod["spec"]);
      const namespace = textOf(metadata["namespace"]) ?? "default";
      const named = textOf(spec["serviceAccountName"]) ?? textOf(spec["serviceAccount"]);
      const unknown = typeof pod["spec"] === "string" ? hole(`${resource.address} serviceAccountName`) : "default";
      return [
        {
          label: `${kind} ${namespace}/${textOf(metadata["name"]) ?? ""}`,
          namespace,
          serviceAccount: named ?? unknown,
          namesServiceAccount: named !== undefined,
          labels: textsIn(objectIn(objectIn(pod["metadata"])["labels"])),
          place: resource.place,
        },
      ];
    });
}

const objectIn = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const textsIn = (object: JsonObject): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
