import { type Json, textOf } from "../json";
import type { Configuration } from "../read/configuration";
import { addTo, blockOf, nonEmpty, referent } from "./values";

const GROUP = "group:";

/**
 * Who is in a group, by the group's e-mail address: what `google_cloud_identity_group_membership` says, of groups in groups too.
 * https://cloud.google.com/iam/docs/groups-in-cloud-console
 */
export function readGroups(configuration: Configuration): (member: string) => readonly string[] {
  const addressOf = new Map<string, string>();
  for (const { address, values } of configuration.ofType("google_cloud_identity_group")) {
    const email = keyOf(values["group_key"]);
    if (email === undefined) continue;
    addressOf.set(address, email);
    for (const name of [values["name"], values["id"]].flatMap((each) => nonEmpty(textOf(each)) ?? [])) addressOf.set(name, email);
  }
  const members = new Map<string, string[]>();
  for (const { mode, values } of configuration.ofType("google_cloud_identity_group_membership")) {
    const group = textOf(values["group"]) ?? "";
    const email = addressOf.get(group) ?? addressOf.get(referent(configuration, group)?.resource.address ?? "");
    const member = keyOf(values["preferred_member_key"]) ?? keyOf(values["member_key"]);
    if (mode === "managed" && email !== undefined && member !== undefined) addTo(members, email, member);
  }
  return (member) => {
    if (members.size === 0 || !member.startsWith(GROUP)) return [];
    const found = new Set([member.slice(GROUP.length).toLowerCase()]);
    for (const each of found) for (const inner of members.get(each) ?? []) found.add(inner);
    return [...found].slice(1);
  };
}

function keyOf(key: Json | undefined): string | undefined {
  const block = blockOf(key);
  const id = block === undefined || typeof block === "string" ? undefined : nonEmpty(textOf(block["id"]));
  return id?.includes("\uE000") === true ? id : id?.toLowerCase();
}
