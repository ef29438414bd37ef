import type { Handover } from "../core/identity-settings";
import { WEBHOOKS } from "../facts/webhooks";
import { theOne, isFields, type Fields } from "./plain";
import type { PodParts } from "./pod-shape";

/** Whether a pod says that it runs on Windows. The label with "beta" is the old one, which webhooks still read. */
export function isOnWindows(spec: Fields): boolean {
  const selector = isFields(spec["nodeSelector"]) ? spec["nodeSelector"] : {};
  const { "kubernetes.io/os": os, "beta.kubernetes.io/os": old } = selector;
  return os === "windows" || old === "windows" || theOne(spec["os"])?.["name"] === "windows";
}

/** A path of Linux as it is mounted in a container of Windows. */
function windowsPath(path: string): string {
  return `C:${path.replaceAll("/", "\\")}`;
}

/** The same parts with the paths of Windows in the environment. The kubelet itself turns mount paths around. */
export function onWindows(parts: PodParts): PodParts {
  const { workload, namespace, serviceAccountName, labels, annotations, volumes, volumeMounts, outranking } = parts;
  const isMounted = (value: string, paths: readonly { readonly mountPath: string }[]): boolean =>
    paths.some(({ mountPath }) => value.startsWith(`${mountPath}/`));
  const turned = (value: string, paths: readonly { readonly mountPath: string }[]): string =>
    isMounted(value, paths) ? windowsPath(value) : value;
  const turnedHandover = (handover: Handover): Handover => {
    if (handover.webhook === undefined || WEBHOOKS[handover.webhook]?.hasWindowsPaths !== true) return handover;
    const env = Object.entries(handover.env).map(([name, value]) => [name, turned(value, handover.tokens)] as const);
    return { ...handover, env: Object.fromEntries(env) };
  };
  return {
    workload,
    namespace,
    serviceAccountName,
    labels,
    annotations,
    volumes,
    volumeMounts,
    // A file of ours that changes nothing is known by both of its paths.
    outranking: outranking.map((one) => ({
      ...one,
      unless: one.unless?.flatMap((value) => [value, turned(value, volumeMounts)]),
    })),
    envVars: parts.envVars.map(({ name, value }) => ({ name, value: turned(value, volumeMounts) })),
    handedOver: Object.fromEntries(Object.entries(parts.handedOver).map(([key, one]) => [key, turnedHandover(one)])),
  };
}
