import type { Handover } from "../core/identity-settings";

/** A volume in the shape of a pod manifest, and of a pod in `@cdktf/provider-kubernetes`. */
export type PodVolume =
  | {
      readonly name: string;
      readonly projected: {
        readonly sources: {
          readonly serviceAccountToken: { readonly audience: string; readonly expirationSeconds: number; readonly path: string };
        }[];
      };
    }
  | {
      readonly name: string;
      readonly configMap: { readonly name: string; readonly items: { readonly key: string; readonly path: string }[] };
    };

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
}

/** Which containers of a pod get environment and mounts. */
export interface ContainerOptions {
  /** Names of ordinary containers. @default - all of them */
  readonly containers?: readonly string[];
  /** Init containers, sidecars among them (`restartPolicy: Always`): all, or those named. @default false */
  readonly initContainers?: boolean | readonly string[];
}
