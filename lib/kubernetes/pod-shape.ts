import type { Handover, OutrankingVariables } from "../core/identity-settings";

/** A ConfigMap's files in a projected volume. */
export interface ConfigMapProjection {
  readonly name: string;
  readonly items: { readonly key: string; readonly path: string }[];
}

/** What a projected volume holds: a token of the pod's ServiceAccount, or files. */
export type VolumeSource =
  | { readonly serviceAccountToken: { readonly audience: string; readonly expirationSeconds: number; readonly path: string } }
  | { readonly configMap: ConfigMapProjection };

/**
 * A volume in the shape of a pod manifest. All are of one type: `kubernetes_manifest` merges lists by position, and the API server takes
 * no volume of two types, which is what one in another's place would become.
 */
export interface PodVolume {
  readonly name: string;
  readonly projected: { readonly sources: VolumeSource[] };
}

/** A volume mount in the shape of a container in a pod manifest. */
export interface PodVolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly: true;
}

/** An environment variable in the shape of a container in a pod manifest. */
export interface PodEnvVar {
  readonly name: string;
  readonly value: string;
}

/** What is written into a pod, whatever shape the pod has. */
export interface PodParts {
  /** Who wants it, for errors: the construct path of the workload. */
  readonly workload: string;
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly envVars: PodEnvVar[];
  readonly volumes: PodVolume[];
  readonly volumeMounts: PodVolumeMount[];
  /** What the pod gets from others, and must leave room for, by the name of the identity. */
  readonly handedOver: Readonly<Record<string, Handover>>;
  /** What no container of the identities may have in its environment. */
  readonly outranking: readonly OutrankingVariables[];
  /** Whether the workload's ServiceAccount mounts a token of the cluster's own API. @default - nobody says so */
  readonly automountServiceAccountToken?: boolean | undefined;
}

/** Which containers of a pod get environment and mounts. */
export interface ContainerOptions {
  /** Names of ordinary containers. @default - all of them */
  readonly containers?: readonly string[];
  /** Init containers, sidecars among them (`restartPolicy: Always`): all, or those named. @default false */
  readonly initContainers?: boolean | readonly string[];
  /**
   * Manifests of ConfigMaps and Secrets that containers name in `envFrom`, so that variables in there are looked at too: `kind`, `metadata.name`
   * and the keys of `data` and `stringData` are all that is read. @default - what `envFrom` brings is not looked at
   */
  readonly beside?: readonly object[];
}
