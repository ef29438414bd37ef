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

/** What somebody else hands to a pod, which then carries none of it: a cloud's webhook at admission, or an agent on the node. */
export interface Handover {
  /** Who does, in words that follow "by": `the webhook "eks.amazonaws.com"`. */
  readonly by: string;
  /** "webhook": the pod gets token and environment when it is admitted. "node": an agent on the node answers, to pods alone. */
  readonly from: "webhook" | "node";
  /** The environment that the pod then has. A container that sets one of these itself keeps its own value, and with it another identity. */
  readonly env: Readonly<Record<string, string>>;
  /** The tokens that the pod then has. Where a cloud does not promise their paths, these are this library's own. */
  readonly tokens: readonly ProjectedToken[];
  /** The webhook that does, by the prefix of its annotations. @default - none that is known */
  readonly webhook?: string | undefined;
  /** Names of `env` whose value a container may choose itself and stay the same identity, such as a region. @default - none */
  readonly leftToPod?: readonly string[] | undefined;
  /** Whether it works in pods of the cluster alone, although a webhook hands it out. @default false */
  readonly podsOnly?: boolean;
}

/** What the ServiceAccount must be allowed on the cluster itself: the rule of a ClusterRole that is bound to it and to nobody else. */
export interface ClusterGrant {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verb: string;
}

/** Variables that SDKs take before what an identity gives them: a container that has them is somebody else. */
export interface OutrankingVariables {
  /** Their names: they outrank where a container has all of them, and none of them is empty. */
  readonly names: readonly string[];
  /** Values of the first one that change nothing. @default - none */
  readonly unless?: readonly string[] | undefined;
  /** The SDK's page or code that says so. */
  readonly source: string;
}

/** What a workload may say of an identity's tokens. */
export interface TokenOptions {
  /** Seconds that a token is valid. @default - what the cloud's own webhook or guide asks for */
  readonly expirationSeconds?: number | undefined;
}

/** What one identity needs on one cluster. */
export interface IdentitySettings {
  readonly serviceAccountAnnotations: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: readonly ProjectedToken[];
  readonly files: readonly PodFile[];
  /** What the pod gets without carrying it. @default - nothing: the pod carries all that there is */
  readonly handover?: Handover | undefined;
  /** What must not stand in a container's environment beside this identity. @default - nothing */
  readonly outrankedBy?: readonly OutrankingVariables[] | undefined;
  /** What the pod lacks that nobody here can give it: warned of at synth, and said by `describe()`. @default - nothing */
  readonly lacks?: readonly string[] | undefined;
  /** What the ServiceAccount must be allowed on the cluster. @default - nothing */
  readonly clusterGrants?: readonly ClusterGrant[] | undefined;
}

/** Made of values that were checked where users gave them. */
const ours = new WeakSet<IdentitySettings>();

/** The settings of an identity of this library that needs nothing but those given. */
export function identitySettings(given: Partial<IdentitySettings>): IdentitySettings {
  const settings = { serviceAccountAnnotations: {}, podLabels: {}, podAnnotations: {}, env: {}, tokens: [], files: [], ...given };
  ours.add(settings);
  return settings;
}

/** Whether settings come of an identity of this library, and not of one that a user wrote. */
export function isOurs(settings: IdentitySettings): boolean {
  return ours.has(settings);
}
