import type { IdentitySettings } from "../core/identity-settings";

/** One line for each identity: what the pod must carry for it, and what it gets from others. */
export function describePod(byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[]): string {
  return byIdentity.map(([key, settings]) => `${key}: ${sentence(settings)}`).join("\n");
}

function sentence(settings: IdentitySettings): string {
  const { podLabels, podAnnotations, env, tokens, files, handover } = settings;
  const carried = [
    ...list("label", Object.keys(podLabels)),
    ...list("annotation", Object.keys(podAnnotations)),
    ...tokens.map(
      ({ audience, mountPath, path, expirationSeconds }) =>
        `a token for "${audience}" at ${mountPath}/${path}, valid for ${expirationSeconds} seconds`,
    ),
    ...files.map(({ mountPath, path }) => `the file ${mountPath}/${path}`),
    ...list("environment", Object.keys(env)),
  ];
  const pod = `the pod carries ${carried.length === 0 ? "nothing" : carried.join("; ")}`;
  if (handover === undefined) return pod;
  return `${pod}; ${handover.from === "webhook" ? `${handover.by} adds token and environment` : `${handover.by} hands out credentials`}`;
}

function list(noun: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${noun} ${names.join(", ")}`];
}
