import { isObject, type JsonObject } from "../json";
import type { Resource } from "../read/configuration";
import { parseJson } from "../read/parse";

/** The manifest of a `kubernetes_manifest`, or of a `kubectl_manifest` that is written in JSON. Other YAML is not read. */
export function manifestOf({ values }: Resource): JsonObject | undefined {
  const manifest = values["manifest"];
  if (isObject(manifest)) return manifest;
  const text = values["yaml_body"];
  if (typeof text !== "string" || !text.trimStart().startsWith("{")) return undefined;
  const parsed = parseJson(text);
  return isObject(parsed) ? parsed : undefined;
}
