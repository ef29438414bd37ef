// What the API server would say of a manifest: the schema, and the rules of its own validation.
// https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
import { schemaProblems } from "./schema";

type Fields = Readonly<Record<string, unknown>>;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const CONFIG_MAP_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  PodTemplate: ["template"],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};

const list = (value: unknown): readonly Fields[] => (value ?? []) as readonly Fields[];
const isLabel = (text: unknown) => typeof text === "string" && text.length <= 63 && LABEL.test(text);
const isSubdomain = (text: unknown) => typeof text === "string" && text.length <= 253 && SUBDOMAIN.test(text);

/** Everything that is wrong with a manifest; an empty list for one that the API server takes. */
export function refusedFor(given: unknown): string[] {
  const manifest = JSON.parse(JSON.stringify(given)) as Fields;
  const bad = schemaProblems(manifest);
  if (bad.length > 0) return bad;
  const metadata = (manifest["metadata"] ?? {}) as Fields;
  const ofName = [
    ...(isSubdomain(metadata["name"]) ? [] : [`metadata.name is ${String(metadata["name"])}`]),
    ...(metadata["namespace"] === undefined || isLabel(metadata["namespace"]) ? [] : ["metadata.namespace is no label"]),
    ...metadataProblems(metadata),
  ];
  if (manifest["kind"] === "ServiceAccount") return ofName;
  if (manifest["kind"] === "ConfigMap") return [...ofName, ...configMapProblems(manifest)];
  const path = TEMPLATES[manifest["kind"] as string] ?? ["spec", "template"];
  const template = path.reduce<Fields>((inner, field) => inner[field] as Fields, manifest);
  return [...ofName, ...podProblems(template)];
}

function metadataProblems({ labels = {}, annotations = {} }: Fields): string[] {
  const keys = [...Object.keys(labels as Fields), ...Object.keys(annotations as Fields)];
  return [
    ...keys.filter((key) => !QUALIFIED_NAME.test(key)).map((key) => `the key ${key} is no qualified name`),
    ...Object.entries(labels as Fields)
      .filter(([, value]) => !/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/.test(value as string))
      .map(([key]) => `the value of the label ${key} is no label value`),
  ];
}

function configMapProblems({ data = {} }: Fields): string[] {
  return Object.keys(data as Fields)
    .filter((key) => !CONFIG_MAP_KEY.test(key) || key === "." || key.startsWith(".."))
    .map((key) => `the ConfigMap's key ${key} is invalid`);
}

function podProblems({ metadata = {}, spec }: Fields): string[] {
  const { volumes, containers, initContainers, serviceAccountName } = spec as Fields;
  const names = list(volumes).map(({ name }) => name);
  const all = [...list(containers), ...list(initContainers)];
  return [
    ...metadataProblems(metadata as Fields),
    ...(list(containers).length > 0 ? [] : ["a pod needs a container"]),
    ...(serviceAccountName === undefined || isSubdomain(serviceAccountName) ? [] : ["serviceAccountName is no subdomain"]),
    ...twice(names).map((name) => `the volume ${name} is there twice`),
    ...twice(all.map(({ name }) => name)).map((name) => `the container ${name} is there twice`),
    ...list(volumes).flatMap(volumeProblems),
    ...all.flatMap((container) => containerProblems(container, names)),
  ];
}

function volumeProblems({ name, ...sources }: Fields): string[] {
  const { projected, configMap } = sources as { projected?: { sources: readonly Fields[] }; configMap?: Fields };
  const tokens = list(projected?.sources).flatMap(({ serviceAccountToken }) =>
    serviceAccountToken === undefined ? [] : [serviceAccountToken as Fields],
  );
  const items = list(configMap?.["items"]);
  return [
    ...(isLabel(name) ? [] : [`the volume's name ${String(name)} is no label`]),
    ...(Object.keys(sources).length === 1 ? [] : [`the volume ${String(name)} has ${Object.keys(sources).length} sources`]),
    ...(configMap === undefined || isSubdomain(configMap["name"]) ? [] : [`the volume ${String(name)} names no ConfigMap`]),
    ...tokens.flatMap(({ expirationSeconds = 3600 }) =>
      (expirationSeconds as number) >= 600 && (expirationSeconds as number) <= 2 ** 32
        ? []
        : [`a token of the volume ${String(name)} expires after ${String(expirationSeconds)} seconds`],
    ),
    ...twice([...tokens, ...items].map(({ path }) => path)).map((path) => `the path ${path} is there twice`),
    ...[...tokens, ...items].flatMap(({ path }) => localPathProblems(path as string)),
  ];
}

function localPathProblems(path: string): string[] {
  const isLocal = path !== "" && !path.startsWith("/") && !path.startsWith("..") && !path.split("/").includes("..");
  return isLocal ? [] : [`the path ${path} is not relative, or leaves its volume`];
}

function containerProblems(container: Fields, volumes: readonly unknown[]): string[] {
  const mounts = list(container["volumeMounts"]);
  const paths = [
    ...mounts.map(({ mountPath }) => mountPath),
    ...list(container["volumeDevices"]).map(({ devicePath }) => devicePath),
  ];
  return [
    ...(isLabel(container["name"]) ? [] : [`the container's name ${String(container["name"])} is no label`]),
    ...list(container["env"])
      // Every printable character but "=": RelaxedEnvironmentVariableValidation.
      .filter(({ name }) => !/^[\x20-\x3c\x3e-\x7e]+$/.test(name as string))
      .map(({ name }) => `the variable's name ${String(name)} is invalid`),
    ...list(container["env"])
      .filter(({ value, valueFrom }) => value !== undefined && value !== "" && valueFrom !== undefined)
      .map(({ name }) => `the variable ${String(name)} has both value and valueFrom`),
    ...twice(paths).map((path) => `the mount path ${path} is there twice`),
    ...mounts
      .filter(({ mountPath }) => mountPath === "" || (mountPath as string).includes(":"))
      .map(({ mountPath }) => `the mount path ${String(mountPath)} is invalid`),
    ...mounts.filter(({ name }) => !volumes.includes(name)).map(({ name }) => `no volume ${String(name)} to mount`),
  ];
}

function twice(values: readonly unknown[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))].map(String);
}
