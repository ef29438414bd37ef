import type { Finding } from "../finding";
import { isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import { manifestOf } from "../kubernetes/manifest";
import type { Configuration, Place, Resource } from "../read/configuration";
import type { KeyCatalogue } from "./key-catalogue";
import { type FoundSecret, secretIn } from "./secret-in-text";
import { isKnown } from "../text";

/** Keys that do not expire, in any cloud, and the places that hold one: Kubernetes, CI settings, provider blocks. No key is ever told. */
export function findStaticKeys(configuration: Configuration, catalogues: readonly KeyCatalogue[]): Finding[] {
  return [
    ...catalogues.flatMap((catalogue) => keyResources(configuration, catalogue)),
    ...holders(configuration, catalogues),
    ...providerBlocks(configuration, catalogues),
  ];
}

function keyResources(configuration: Configuration, { cure, source, resources, blocks = {} }: KeyCatalogue): Finding[] {
  const id = "static-key-created";
  const created = Object.entries(resources).flatMap(([type, { severity, key }]) =>
    managed(configuration, type).map(({ place }): Finding => ({
      id,
      severity,
      place,
      what: `${type} creates ${key}`,
      why: WHY,
      cure,
      source,
    })),
  );
  const within = Object.entries(blocks).flatMap(([type, { block, key }]) =>
    managed(configuration, type)
      .filter(({ values }) => listOf(values[block]).some(isObject))
      .map(({ place }): Finding => {
        const what = `${type} creates ${key} in its ${block} block`;
        return { id, severity: "error", place, what, why: WHY, cure, source };
      }),
  );
  return [...created, ...within];
}

const WHY = "this key works for whoever holds it, from anywhere, until somebody revokes it";

/** Types whose texts reach a workload or a CI job. */
const HOLDERS =
  /^kubernetes_(secret|config_map|deployment|stateful_set|stateful|daemon_set|daemonset|replication_controller|job|cron_job|pod|env|service_account)(_v\d\w*)?(_data)?$|^(github_(actions|codespaces|dependabot)_\w*(secret|variable)|gitlab_\w+_variable|tfe_variable|helm_release)$/;

function holders(configuration: Configuration, catalogues: readonly KeyCatalogue[]): Finding[] {
  const inTexts = (value: Json, place: Place): Finding[] => secretsWithin(value, place, catalogues);
  return configuration.resources.flatMap((resource) => {
    if (resource.mode !== "managed") return [];
    if (resource.type === "kubernetes_manifest" || resource.type === "kubectl_manifest") {
      const manifest = manifestOf(resource);
      return manifest === undefined ? inTexts(resource.values, resource.place) : inTexts(manifest, resource.place);
    }
    return HOLDERS.test(resource.type) ? inTexts(resource.values, resource.place) : [];
  });
}

function secretsWithin(value: Json, place: Place, catalogues: readonly KeyCatalogue[]): Finding[] {
  const found: Finding[] = [];
  const inText = (name: string, text: string): FoundSecret | undefined => secretIn(name, text, catalogues);
  look(value, "", "", 0, inText, (path, { key, severity, catalogue: { cure, source } }) => {
    found.push({ id: "static-key-held", severity, place, what: `${masked(path)} holds ${key}`, why: WHY, cure, source });
  });
  return found;
}

type InText = (name: string, text: string) => FoundSecret | undefined;
type Report = (path: string, secret: FoundSecret) => void;

function look(value: Json | undefined, path: string, name: string, depth: number, inText: InText, report: Report): void {
  if (depth > 100 || value === undefined || value === null) return;
  if (typeof value === "string") {
    const secret = inText(name, value);
    if (secret !== undefined) report(path, secret);
  } else if (isObject(value)) {
    const own = nameBeside(value);
    for (const [key, item] of Object.entries(value)) {
      const isValue = own !== undefined && /^(value|plaintext_value|values)$/.test(key);
      look(item, join(path, isValue ? own : key), isValue ? own : key, depth + 1, inText, report);
    }
  } else if (typeof value === "object") {
    for (const item of value) look(item, path, name, depth + 1, inText, report);
  }
}

/** The name of a variable that stands beside its value, as in `{"name": "X", "value": "…"}`. */
function nameBeside(value: JsonObject): string | undefined {
  return textOf(value["secret_name"] ?? value["variable_name"] ?? value["name"] ?? value["key"]);
}

const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** A path holds names of the files' own, which could be keys themselves. */
function masked(path: string): string {
  const safe = path.replace(/[A-Za-z0-9+/=_-]{20,}/g, (word) =>
    /^[a-z_.-]+$|^[A-Z_]+$/.test(word) ? word : `${word.slice(0, 4)}…`,
  );
  return safe.length > 120 ? `…${safe.slice(-120)}` : safe;
}

/** A provider's own key, as a literal or from a variable. */
function providerBlocks(configuration: Configuration, catalogues: readonly KeyCatalogue[]): Finding[] {
  const files = new Map<string, string>();
  for (const { provider, place } of configuration.resources) if (!files.has(provider)) files.set(provider, place.file);
  return [...configuration.providers.values()].flatMap(({ key, name, values }) => {
    const place = { file: files.get(key) ?? configuration.resources[0]?.place.file ?? key, address: `provider.${key}` };
    return catalogues.flatMap(({ providers, cure, source }) =>
      (Object.hasOwn(providers, name) ? (providers[name] ?? []) : []).flatMap((argument): Finding[] => {
        const value = textOf(values[argument.name]);
        if (value === undefined || value === "") return [];
        if (argument.mayBeElse === true && secretIn("", value, catalogues) === undefined) return [];
        const severity = isKnown(value) ? "error" : "warning";
        const what = `${argument.name} of the provider ${name} is ${argument.key}`;
        return [{ id: "static-key-in-provider", severity, place, what, why: WHY, cure, source }];
      }),
    );
  });
}

function managed(configuration: Configuration, type: string): Resource[] {
  return configuration.ofType(type).filter(({ mode }) => mode === "managed");
}
