import { emptyObject, entryOf, isObject, type Json, listOf, textOf } from "../json";
import type { SnapshotResource } from "./snapshot";

const MAX_MODULE_DEPTH = 50;

/**
 * The resources of `values` in what `terraform show -json` prints (https://developer.hashicorp.com/terraform/internals/json-format#values-representation),
 * its child modules' as well.
 *
 * @param providerOf The provider of a resource, by its address; the provider's own name where that is not told
 */
export function resourcesOfValues(
  values: Json | undefined,
  providerOf: (address: string) => string | undefined,
): SnapshotResource[] {
  const found: SnapshotResource[] = [];
  const visit = (module: Json | undefined, depth: number): void => {
    if (!isObject(module) || depth > MAX_MODULE_DEPTH) return;
    for (const resource of listOf(module["resources"])) {
      const one = isObject(resource) ? resourceOf(resource, providerOf) : undefined;
      if (one !== undefined) found.push(one);
    }
    for (const child of listOf(module["child_modules"])) visit(child, depth + 1);
  };
  if (isObject(values)) visit(values["root_module"], 0);
  return found;
}

function resourceOf(
  resource: Exclude<Json, string | number | boolean | null | readonly Json[]>,
  providerOf: (address: string) => string | undefined,
): SnapshotResource | undefined {
  const [address, type, name] = [textOf(resource["address"]), textOf(resource["type"]), textOf(resource["name"])];
  if (address === undefined || type === undefined || name === undefined) return undefined;
  const values = entryOf(resource, "values");
  return {
    address,
    mode: resource["mode"] === "data" ? "data" : "managed",
    type,
    name,
    provider: providerOf(address) ?? lastName(textOf(resource["provider_name"]) ?? type.split("_", 1)[0] ?? type),
    values: isObject(values) ? values : emptyObject(),
  };
}

/** `aws` of `registry.terraform.io/hashicorp/aws`. */
export function lastName(source: string): string {
  return source.slice(source.lastIndexOf("/") + 1);
}
