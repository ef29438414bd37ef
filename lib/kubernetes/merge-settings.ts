import { Fn, Token } from "cdktf";
import { FederationError, type FederationErrorCode } from "../core/errors";
import { identitySettings, type IdentitySettings, type ProjectedToken } from "../core/identity-settings";
import { isKnown } from "../core/tokens";
import { checkSettings, markChecked } from "./settings-values";

/** What all identities of a workload need on one cluster, together and one by one. */
export interface MergedSettings extends IdentitySettings {
  readonly byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[];
}

/**
 * Puts together what several identities need on one cluster. Two that want different things of the same annotation, label,
 * environment variable or mount path cannot live in one pod: an error that names both.
 */
export function mergeSettings(
  place: string,
  byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[],
): MergedSettings {
  for (const [key, settings] of byIdentity) checkSettings(`${place}/${key}`, settings);
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
  const merged = identitySettings({
    serviceAccountAnnotations: strings("serviceAccountAnnotations", "ANNOTATION_COLLISION", "ServiceAccount annotation"),
    podLabels: strings("podLabels", "LABEL_COLLISION", "pod label"),
    podAnnotations: strings("podAnnotations", "ANNOTATION_COLLISION", "pod annotation"),
    env: strings("env", "ENV_COLLISION", "environment variable"),
    tokens: sharedTokens(byIdentity.flatMap(([, settings]) => settings.tokens)),
    files: byIdentity.flatMap(([, settings]) => settings.files),
  });
  checkMounts(place, byIdentity);
  return markChecked({ ...merged, byIdentity });
}

/**
 * One volume for each audience: tokens of one audience are one token, which is mounted wherever one of them is expected. It is valid
 * for as long as the shortest of them.
 */
function sharedTokens(tokens: readonly ProjectedToken[]): ProjectedToken[] {
  return tokens.map((token) => {
    const alike = tokens.filter(({ audience, path }) => audience === token.audience && path === token.path);
    const volumeName = alike[0]?.volumeName ?? token.volumeName;
    const seconds = [...new Set(alike.map(({ expirationSeconds }) => expirationSeconds))];
    return { ...token, volumeName, expirationSeconds: shortest(seconds) };
  });
}

/** Which of two is less may be known to Terraform alone. */
function shortest(seconds: readonly number[]): number {
  if (seconds.length === 1 || seconds.every(isKnown)) return Math.min(...seconds);
  return Token.asNumber(Fn.min([...seconds]));
}

/** Merges records of strings; a key that two owners give different values is an error that names both owners. */
export function mergeStrings(
  place: string,
  code: FederationErrorCode,
  noun: string,
  byOwner: readonly (readonly [owner: string, strings: Readonly<Record<string, string>>])[],
): Readonly<Record<string, string>> {
  const [only, other] = byOwner.filter(([, strings]) => Object.keys(strings).length > 0);
  if (other === undefined) return Object.freeze({ ...only?.[1] });
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
