import { type Json, type JsonObject, listOf, textOf } from "../json";
import type { Configuration, Resource } from "../read/configuration";
import { hole } from "../text";
import { nameKey } from "./azure-identity";

/**
 * The groups that hold a principal, by the key of their object ids, of groups in groups too: members get what is granted to their group.
 * https://learn.microsoft.com/azure/role-based-access-control/overview#groups
 */
export function readGroups(configuration: Configuration): (principal: string) => readonly string[] {
  const groupsOf = new Map<string, Set<string>>();
  const idsOf = new Map<string, readonly string[]>();
  const add = (groups: readonly string[], member: Json | undefined): void => {
    const text = textOf(member);
    if (text === undefined) return;
    const known = groupsOf.get(nameKey(text)) ?? new Set<string>();
    for (const group of groups) known.add(group);
    groupsOf.set(nameKey(text), known);
  };
  for (const group of configuration.ofType("azuread_group")) {
    const ids = idsOfGroup(group);
    for (const id of ids) idsOf.set(id, ids);
    if (group.mode === "managed") for (const member of listOf(group.values["members"])) add(ids, member);
  }
  for (const { mode, values } of configuration.ofType("azuread_group_member")) {
    if (mode === "managed") add(known(idsOf, values, "group_object_id"), values["member_object_id"]);
  }
  return (principal) => {
    const found = new Set([nameKey(principal)]);
    for (const each of found) for (const group of groupsOf.get(each) ?? []) found.add(group);
    return [...found].slice(1);
  };
}

/** A group is named by its object id; older versions of the provider, and careless files, take its `id`. */
const idsOfGroup = ({ address, values }: Resource): string[] =>
  ["object_id", "id"].flatMap((name) => [nameKey(hole(`${address}.${name}`)), ...text(values[name])]);

const text = (value: Json | undefined): string[] => {
  const told = textOf(value);
  return told === undefined || told === "" ? [] : [nameKey(told)];
};

function known(idsOf: ReadonlyMap<string, readonly string[]>, values: JsonObject, name: string): readonly string[] {
  return text(values[name]).flatMap((id) => idsOf.get(id) ?? [id]);
}
