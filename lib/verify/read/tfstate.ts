import { emptyObject, isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import { lastName } from "./json-state";
import type { Snapshot, SnapshotResource } from "./snapshot";

/** The resources of a raw state file of version 4, `terraform.tfstate`. */
export function snapshotOfTfstate(json: JsonObject): Snapshot {
  return { resources: listOf(json["resources"]).filter(isObject).flatMap(instancesOf), providers: new Map() };
}

function instancesOf(resource: JsonObject): SnapshotResource[] {
  const [type, name, module] = [textOf(resource["type"]), textOf(resource["name"]), textOf(resource["module"])];
  if (type === undefined || name === undefined) return [];
  const mode = resource["mode"] === "data" ? "data" : "managed";
  const own = `${module === undefined ? "" : `${module}.`}${mode === "data" ? "data." : ""}${type}.${name}`;
  const provider = providerKey(textOf(resource["provider"]) ?? "", type);
  return listOf(resource["instances"])
    .filter(isObject)
    .filter((instance) => instance["deposed"] === undefined)
    .map((instance) => {
      const values = instance["attributes"];
      const address = own + indexOf(instance["index_key"]);
      return { address, mode, type, name, provider, values: isObject(values) ? values : emptyObject() };
    });
}

const indexOf = (key: Json | undefined): string =>
  typeof key === "number" ? `[${key}]` : typeof key === "string" ? `[${JSON.stringify(key)}]` : "";

/** `module.a.provider["registry.terraform.io/hashicorp/aws"].eu` is `module.a:aws.eu`, as plans have it. */
function providerKey(reference: string, type: string): string {
  const [, module = "", source = type.split("_", 1)[0] ?? type, alias = ""] =
    /^(?:(.{0,2000})\.)?provider\["([^"]{0,500})"\](\.[^.]{1,500})?$/s.exec(reference) ?? [];
  return `${module === "" ? "" : `${module}:`}${lastName(source)}${alias}`;
}
