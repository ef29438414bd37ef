import { emptyObject, isObject, type JsonObject, listOf } from "../json";
import { computedNames } from "./computed";
import type { ProviderBlock, Resource } from "./configuration";
import { placeIn } from "./places";
import { nameIn } from "./provider-keys";
import { dynamicBlocks } from "./resolve";
import { argumentOf, instancesOf, providerValue, readAttribute } from "./scope";
import type { Block, Instance, Stack } from "./stack";

/** What every block may hold, and is no argument of its own. */
const META = new Set(["//", "count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection", "dynamic"]);

/** The resources of a stack, their expressions evaluated. */
export function resourcesOf(stack: Stack): Resource[] {
  return [...stack.blocks.values()].flatMap(resourcesOfBlock);
}

/** What a stack's metadata says of things that exist, as if their resources stood there. */
export function adoptedOf(stack: Stack): Resource[] {
  return stack.adopted.flatMap(resourcesOfBlock).map((resource) => ({ ...resource, adopted: true as const }));
}

const resourcesOfBlock = (block: Block): Resource[] => [...instancesOf(block).byKey.values()].map(resourceOf);

function resourceOf(instance: Instance): Resource {
  const { mode, type, name, provider, stack, body } = instance.block;
  return {
    address: instance.address,
    mode: mode === "data" ? mode : "managed",
    type,
    name,
    values: valuesOf(instance, body),
    provider,
    place: placeIn(stack, instance.address.slice(stack.prefix.length)),
    dependsOn: listOf(body["depends_on"])
      .filter((each) => typeof each === "string")
      .map(nameIn),
    ...ignoredChanges(body),
    ...(isPerhaps(instance) ? { perhaps: true as const } : {}),
  };
}

/** Whether it is unknown if it is there, or if the module is that it is in. */
function isPerhaps({ isOneOfUnknown, block: { stack } }: Instance): boolean {
  return isOneOfUnknown || (stack.caller !== undefined && isPerhaps(stack.caller));
}

/** https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes */
function ignoredChanges({ lifecycle }: JsonObject): Pick<Resource, "ignoresChanges"> {
  const paths = listOf(lifecycle)
    .filter(isObject)
    .flatMap((block) => listOf(block["ignore_changes"]))
    .filter((path) => typeof path === "string");
  const names = paths.map((path) => /^(?:\$\{)?\s*(\w+)/.exec(path)?.[1] ?? "all");
  return names.length === 0 ? {} : { ignoresChanges: names };
}

function valuesOf(instance: Instance, body: JsonObject): JsonObject {
  const values = emptyObject();
  for (const name of [...Object.keys(body), ...Object.keys(dynamicBlocks(body) ?? {})]) {
    if (!META.has(name)) values[name] = argumentOf(instance, name) ?? null;
  }
  for (const name of computedNames(instance.block)) values[name] ??= readAttribute(instance, name);
  return values;
}

/** The provider blocks of a stack. */
export function providersOf(stack: Stack): ProviderBlock[] {
  return [...stack.providers].map(([key, body]) => {
    const [name = key] = key.slice(stack.prefix.length).split(".");
    const values = emptyObject();
    for (const argument of Object.keys(body)) values[argument] = providerValue(stack, key, argument) ?? null;
    return { key, name, values };
  });
}
