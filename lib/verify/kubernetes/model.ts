import { isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import type { Configuration, Place, Resource } from "../read/configuration";
import { hole } from "../text";
import { manifestOf } from "./manifest";
import { type Pod, readPods } from "./pods";

/** A ServiceAccount that the files create or annotate. */
export interface ServiceAccount {
  readonly address: string;
  readonly namespace: string;
  readonly name: string;
  /** The Kubernetes provider configuration: which cluster. */
  readonly provider: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly place: Place;
}

/** What the files say of Kubernetes. */
export interface KubernetesModel {
  readonly serviceAccounts: readonly ServiceAccount[];
  readonly pods: readonly Pod[];
}

/** Reads the Kubernetes part of a configuration. Never throws. */
export function readKubernetes(configuration: Configuration): KubernetesModel {
  const of = (...types: readonly string[]): readonly Resource[] => types.flatMap((type) => configuration.ofType(type));
  return {
    pods: readPods(configuration),
    serviceAccounts: [
      ...of("kubernetes_service_account", "kubernetes_service_account_v1").map((resource) => {
        const metadata = first(resource.values["metadata"]);
        return serviceAccount(resource, metadata, metadata?.["annotations"]);
      }),
      ...of("kubernetes_annotations")
        .filter(({ values }) => values["kind"] === "ServiceAccount")
        .map((resource) => serviceAccount(resource, first(resource.values["metadata"]), resource.values["annotations"])),
      ...of("kubernetes_manifest", "kubectl_manifest").flatMap((resource) => {
        const manifest = manifestOf(resource);
        if (manifest?.["kind"] !== "ServiceAccount") return [];
        const metadata = first(manifest["metadata"]);
        return [serviceAccount(resource, metadata, metadata?.["annotations"])];
      }),
    ],
  };
}

/** Without a namespace, Kubernetes takes `default`; without a name, it makes one. */
function serviceAccount(resource: Resource, metadata: JsonObject | undefined, annotations: Json | undefined): ServiceAccount {
  const { address, provider, place } = resource;
  return {
    address,
    namespace:
      (metadata === undefined ? undefined : (textOf(metadata["namespace"]) ?? "default")) ??
      hole(`${address}.metadata.namespace`),
    name: textOf(metadata?.["name"]) ?? hole(`${address}.metadata.name`),
    provider,
    annotations: Object.fromEntries(
      Object.entries(isObject(annotations) ? annotations : {}).flatMap(([key, value]) => {
        const text = textOf(value);
        return text === undefined ? [] : [[key, text]];
      }),
    ),
    place,
  };
}

function first(value: Json | undefined): JsonObject | undefined {
  return listOf(value).find(isObject);
}
