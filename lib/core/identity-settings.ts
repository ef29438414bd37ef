/** A short-lived token that the kubelet writes into the pod and renews. */
export interface ProjectedToken {
  readonly volumeName: string;
  readonly mountPath: string;
  /** The file's path below `mountPath`. */
  readonly path: string;
  readonly audience: string;
  /** Seconds, at least 600 (https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/). */
  readonly expirationSeconds: number;
}

/** A file without secrets that the pod mounts. */
export interface PodFile {
  readonly volumeName: string;
  readonly mountPath: string;
  /** The file's path below `mountPath`. */
  readonly path: string;
  readonly content: string;
}

/** What one identity needs on one cluster. */
export interface IdentitySettings {
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: readonly ProjectedToken[];
  readonly files: readonly PodFile[];
}

/** The settings of an identity that needs nothing but those given. */
export function identitySettings(given: Partial<IdentitySettings>): IdentitySettings {
  return { serviceAccountAnnotations: {}, podLabels: {}, podAnnotations: {}, env: {}, tokens: [], files: [], ...given };
}
