import type { Configuration, Place } from "../read/configuration";

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
}

/** Reads the Kubernetes part of a configuration. Never throws. */
export function readKubernetes(_configuration: Configuration): KubernetesModel {
  return { serviceAccounts: [] };
}
