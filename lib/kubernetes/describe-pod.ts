import { Token } from "cdktf";
import type { IdentitySettings } from "../core/identity-settings";
import { isKnown } from "../core/tokens";

/** One line for each identity: what the pod must carry for it, and what it gets from others. */
export function describePod(byIdentity: readonly (readonly [key: string, settings: IdentitySettings])[]): string {
  return byIdentity.map(([key, settings]) => `${key}: ${sentence(settings)}`).join("\n");
}

function sentence(settings: IdentitySettings): string {
  const { podLabels, podAnnotations, env, tokens, files, handover, lacks = [] } = settings;
  const carried = [
    ...list("label", Object.keys(podLabels)),
    ...list("annotation", Object.keys(podAnnotations)),
    ...tokens.map(
      ({ audience, mountPath, path, expirationSeconds }) =>
        `a token for "${audience}" at ${mountPath}/${path}, valid for ${shown(expirationSeconds)} seconds`,
    ),
    ...files.map(({ mountPath, path }) => `the file ${mountPath}/${path}`),
    ...list("environment", Object.keys(env)),
  ];
  const parts = [`the pod carries ${carried.length === 0 ? "nothing" : carried.join("; ")}`];
  if (handover !== undefined) {
    parts.push(
      handover.from === "webhook" ? `${handover.by} adds token and environment` : `${handover.by} hands out credentials`,
    );
  }
  return [...parts, ...lacks.map((what) => `it lacks ${what}`)].join("; ");
}

/** A number that is unknown until apply stands as an expression only where it is told to be text. */
function shown(seconds: number): string {
  return isKnown(seconds) ? String(seconds) : Token.asString(seconds);
}

function list(noun: string, names: readonly string[]): readonly string[] {
  return names.length === 0 ? [] : [`${noun} ${names.join(", ")}`];
}
