import type { PodSettings } from "../../lib";
import { manifestOf } from "./manifests";

export type Fields = Readonly<Record<string, unknown>>;

/** What a test says of a pod. */
export interface Parts {
  readonly annotations?: Fields;
  readonly volumes?: readonly Fields[];
  readonly nodeSelector?: Fields;
  readonly container?: Fields;
  readonly init?: Fields;
  readonly ephemeral?: Fields;
}

/** The same pod as a manifest, a template of Terraform's provider, and values of a chart. */
export const inEveryShape = (pod: PodSettings, { annotations, volumes, nodeSelector, container, init, ephemeral }: Parts) => {
  const app = { name: "app", image: "a", ...container };
  const others = {
    ...(init === undefined ? {} : { initContainers: [{ name: "init", image: "a", ...init }] }),
    ...(ephemeral === undefined ? {} : { ephemeralContainers: [{ name: "debug", image: "a", ...ephemeral }] }),
  };
  const manifest = manifestOf("Pod", {
    metadata: { annotations },
    spec: { containers: [app], volumes, nodeSelector, ...others },
  });
  const { volumeMounts: volumeMount, ...rest } = app as Fields;
  const terraform = {
    metadata: { annotations },
    spec: {
      container: [{ ...rest, volumeMount }],
      volume: volumes,
      nodeSelector,
      ...(init === undefined
        ? {}
        : { initContainer: [{ name: "init", image: "a", env: init["env"], volumeMount: init["volumeMounts"] }] }),
    },
  };
  const values = {
    podAnnotations: annotations,
    nodeSelector,
    extraEnv: container?.["env"],
    extraVolumeMounts: container?.["volumeMounts"],
    extraVolumes: volumes,
  };
  return [
    ["applyTo", () => pod.applyTo(manifest)],
    ...(ephemeral === undefined ? [["forTerraform", () => pod.forTerraform(terraform)] as const] : []),
    ...(init === undefined && ephemeral === undefined
      ? [["helmValues", () => pod.helmValues({ values, containers: ["app"] })] as const]
      : []),
  ] as const;
};
