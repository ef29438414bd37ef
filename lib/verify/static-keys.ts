import type { Finding } from "./finding";
import { isObject, type Json, type JsonObject, listOf, textOf } from "./json";
import { manifestOf } from "./kubernetes/manifest";
import type { Configuration, Place, Resource } from "./read/configuration";
import { type FoundSecret, secretIn } from "./secret-in-text";
import { CURES, KEY_RESOURCES } from "./static-key-resources";
import { isKnown } from "./text";

/** Keys that do not expire, in any cloud, and the places that hold one: Kubernetes, CI settings, provider blocks. No key is ever told. */
export function findStaticKeys(configuration: Configuration): Finding[] {
  return [...keyResources(configuration), ...holders(configuration), ...providerBlocks(configuration)];
}

function keyResources(configuration: Configuration): Finding[] {
  const created = Object.entries(KEY_RESOURCES).flatMap(([type, resource]) =>
    managed(configuration, type).map(({ place }): Finding => {
      const { severity, key, cure, source } = resource;
      return { id: "static-key-created", severity, place, what: `${type} creates ${key}`, why: WHY, cure, source };
    }),
  );
  const inline = managed(configuration, "azuread_application").filter(({ values }) => listOf(values["password"]).some(isObject));
  const passwords = inline.map(({ place }): Finding => {
    const what = "azuread_application creates a client secret in its password block";
    return { id: "static-key-created", severity: "error", place, what, why: WHY, ...CURES.azure };
  });
  return [...created, ...passwords];
}

const WHY = "such a key works for whoever holds it, from anywhere, until somebody revokes it";

/** Types whose texts reach a workload or a CI job. */
const HOLDERS =
  /^kubernetes_(secret|config_map|deployment|stateful_set|stateful|daemon_set|daemonset|replication_controller|job|cron_job|pod|env|service_account)(_v\d\w*)?(_data)?$|^(github_(actions|codespaces|dependabot)_\w*(secret|variable)|gitlab_\w+_variable|tfe_variable|helm_release)$/;

function holders(configuration: Configuration): Finding[] {
  return configuration.resources.flatMap((resource) => {
    if (resource.mode !== "managed") return [];
    if (resource.type === "kubernetes_manifest" || resource.type === "kubectl_manifest") {
      const manifest = manifestOf(resource);
      return manifest === undefined ? inTexts(resource.values, resource.place) : inTexts(manifest, resource.place);
    }
    return HOLDERS.test(resource.type) ? inTexts(resource.values, resource.place) : [];
  });
}

function inTexts(value: Json, place: Place): Finding[] {
  const found: Finding[] = [];
  look(value, "", "", 0, (path, secret) => {
    found.push({
      id: "static-key-held",
      severity: secret.severity,
      place,
      what: `${masked(path)} holds ${secret.key}`,
      why: WHY,
      ...CURES[secret.cloud],
    });
  });
  return found;
}

type Report = (path: string, secret: FoundSecret) => void;

function look(value: Json | undefined, path: string, name: string, depth: number, report: Report): void {
  if (depth > 100 || value === undefined || value === null) return;
  if (typeof value === "string") {
    const secret = secretIn(name, value);
    if (secret !== undefined) report(path, secret);
  } else if (isObject(value)) {
    const own = nameBeside(value);
    for (const [key, item] of Object.entries(value)) {
      const isValue = own !== undefined && /^(value|plaintext_value|values)$/.test(key);
      look(item, join(path, isValue ? own : key), isValue ? own : key, depth + 1, report);
    }
  } else if (typeof value === "object") {
    for (const item of value) look(item, path, name, depth + 1, report);
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

const PROVIDER_KEYS: Readonly<
  Record<string, readonly (readonly [argument: string, key: string, cloud: FoundSecret["cloud"]])[]>
> = {
  aws: [["secret_key", "a secret access key", "aws"]],
  google: [["credentials", "a key of a service account", "google"]],
  "google-beta": [["credentials", "a key of a service account", "google"]],
  azurerm: [
    ["client_secret", "a client secret", "azure"],
    ["client_certificate_password", "a client certificate", "azure"],
  ],
  azuread: [
    ["client_secret", "a client secret", "azure"],
    ["client_certificate_password", "a client certificate", "azure"],
  ],
  azapi: [
    ["client_secret", "a client secret", "azure"],
    ["client_certificate_password", "a client certificate", "azure"],
  ],
};

/** A provider's own key, as a literal or from a variable: `credentials` of Google may also be a path or the configuration of a federation. */
function providerBlocks(configuration: Configuration): Finding[] {
  const files = new Map<string, string>();
  for (const { provider, place } of configuration.resources) if (!files.has(provider)) files.set(provider, place.file);
  return [...configuration.providers.values()].flatMap(({ key, name, values }) => {
    const place = { file: files.get(key) ?? configuration.resources[0]?.place.file ?? key, address: `provider.${key}` };
    const arguments_ = Object.hasOwn(PROVIDER_KEYS, name) ? (PROVIDER_KEYS[name] ?? []) : [];
    return arguments_.flatMap(([argument, what, cloud]): Finding[] => {
      const value = textOf(values[argument]);
      if (value === undefined || value === "" || (argument === "credentials" && secretIn("", value) === undefined)) return [];
      const severity = isKnown(value) ? "error" : "warning";
      return [
        {
          id: "static-key-in-provider",
          severity,
          place,
          what: `${argument} of the provider ${name} is ${what}`,
          why: WHY,
          ...CURES[cloud],
        },
      ];
    });
  });
}

function managed(configuration: Configuration, type: string): Resource[] {
  return configuration.ofType(type).filter(({ mode }) => mode === "managed");
}
