import { FederationError, type FederationErrorCode } from "../core/errors";
import type { IdentitySettings, PodFile, ProjectedToken } from "../core/identity-settings";

/** A volume in the shape of a pod manifest. */
export type PodVolume =
  | {
      readonly name: string;
      readonly projected: {
        readonly sources: readonly {
          readonly serviceAccountToken: { readonly audience: string; readonly expirationSeconds: number; readonly path: string };
        }[];
      };
    }
  | {
      readonly name: string;
      readonly configMap: { readonly name: string; readonly items: readonly { readonly key: string; readonly path: string }[] };
    };

/** A volume mount in the shape of a container in a pod manifest. */
export interface PodVolumeMount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly: true;
}

/** Who a pod runs as, and the ConfigMap that holds its files. */
export interface PodOwner {
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly configMapName: string;
}

/**
 * What a pod must carry on one cluster to use its workload's identities. Everything else (the annotations of the ServiceAccount,
 * the ConfigMap) is written by the workload itself.
 *
 * `volumes`, `volumeMounts` and `envVars` have the shape of a pod manifest. Where a cloud's webhook runs, that cloud's token and
 * environment are not here: the webhook adds them, and would reject a pod that already mounts a volume at its path.
 *
 * @example
 * const pod = orders.pod(eu);
 * manifest.spec.serviceAccountName = pod.serviceAccountName;
 * manifest.spec.volumes.push(...pod.volumes);
 * manifest.spec.containers[0].volumeMounts.push(...pod.volumeMounts);
 * manifest.spec.containers[0].env.push(...pod.envVars);
 * Object.assign(manifest.metadata.labels, pod.labels);
 */
export class PodSettings {
  readonly namespace: string;
  readonly serviceAccountName: string;
  /** The ConfigMap that holds `files`; undefined where there are none. */
  readonly configMapName: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly tokens: readonly ProjectedToken[];
  readonly files: readonly PodFile[];

  constructor(owner: PodOwner, settings: IdentitySettings) {
    this.namespace = owner.namespace;
    this.serviceAccountName = owner.serviceAccountName;
    this.configMapName = settings.files.length > 0 ? owner.configMapName : undefined;
    this.labels = settings.podLabels;
    this.annotations = settings.podAnnotations;
    this.env = settings.env;
    this.tokens = settings.tokens;
    this.files = settings.files;
  }

  get volumes(): PodVolume[] {
    return [
      ...this.tokens.map(({ volumeName, audience, expirationSeconds, path }) => ({
        name: volumeName,
        projected: { sources: [{ serviceAccountToken: { audience, expirationSeconds, path } }] },
      })),
      ...this.files.map(({ volumeName, path }) => ({
        name: volumeName,
        configMap: { name: this.configMapName ?? "", items: [{ key: path, path }] },
      })),
    ];
  }

  get volumeMounts(): PodVolumeMount[] {
    return [...this.tokens, ...this.files].map(({ volumeName, mountPath }) => ({ name: volumeName, mountPath, readOnly: true }));
  }

  get envVars(): { readonly name: string; readonly value: string }[] {
    return Object.entries(this.env).map(([name, value]) => ({ name, value }));
  }
}

/**
 * Puts together what several identities need on one cluster. Two that want different things of the same annotation, label,
 * environment variable or mount path cannot live in one pod: an error that names both.
 */
export function mergeSettings(
  place: string,
  byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[],
): IdentitySettings {
  const strings = (
    field: "serviceAccountAnnotations" | "podLabels" | "podAnnotations" | "env",
    code: FederationErrorCode,
    noun: string,
  ): Readonly<Record<string, string>> =>
    mergeStrings(
      place,
      code,
      noun,
      byIdentity.map(([key, settings]) => [`the identity "${key}"`, settings[field]]),
    );
  const merged: IdentitySettings = {
    serviceAccountAnnotations: strings("serviceAccountAnnotations", "ANNOTATION_COLLISION", "ServiceAccount annotation"),
    podLabels: strings("podLabels", "LABEL_COLLISION", "pod label"),
    podAnnotations: strings("podAnnotations", "ANNOTATION_COLLISION", "pod annotation"),
    env: strings("env", "ENV_COLLISION", "environment variable"),
    tokens: byIdentity.flatMap(([, settings]) => settings.tokens),
    files: byIdentity.flatMap(([, settings]) => settings.files),
  };
  checkMounts(place, byIdentity);
  return merged;
}

/** Merges records of strings; a key that two owners give different values is an error that names both owners. */
export function mergeStrings(
  place: string,
  code: FederationErrorCode,
  noun: string,
  byOwner: readonly (readonly [owner: string, strings: Readonly<Record<string, string>>])[],
): Readonly<Record<string, string>> {
  const merged = Object.create(null) as Record<string, string>;
  const owners = new Map<string, string>();
  for (const [owner, strings] of byOwner) {
    for (const [key, value] of Object.entries(strings)) {
      const first = owners.get(key);
      if (first !== undefined && merged[key] !== value) {
        throw new FederationError(place, {
          code,
          what: `${first} and ${owner} both write the ${noun} "${key}"`,
          cure: "a pod can be one identity of a kind: drop one of the two, or put it into a workload of its own",
        });
      }
      owners.set(key, first ?? owner);
      merged[key] = value;
    }
  }
  return Object.freeze({ ...merged });
}

function checkMounts(place: string, byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[]): void {
  const owners = new Map<string, string>();
  for (const [key, { tokens, files }] of byIdentity) {
    const mounts = [...tokens, ...files].flatMap(({ mountPath, volumeName }) => [
      `mount path "${mountPath}"`,
      `volume "${volumeName}"`,
    ]);
    for (const taken of [...mounts, ...files.map(({ path }) => `file "${path}" of the ConfigMap`)]) {
      const first = owners.get(taken);
      if (first !== undefined) {
        throw new FederationError(place, {
          code: "MOUNT_PATH_COLLISION",
          what: `the identities "${first}" and "${key}" both use the ${taken}`,
          cure: "a pod can be one identity of a kind: drop one of the two, or put it into a workload of its own",
        });
      }
      owners.set(taken, key);
    }
  }
}
