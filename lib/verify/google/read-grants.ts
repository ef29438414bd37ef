import { parseJson } from "../read/parse";
import { isArray, isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import type { Configuration, Place, Resource } from "../read/configuration";
import { hole, type Truth } from "../text";
import { readCustomRoles } from "./custom-roles";
import { type Member, readMember } from "./member";
import { actsAs, impersonates } from "./roles";
import type { Grant, Pool } from "./trust";
import { blockOf, defaultProject, memoized, nonEmpty, perhapsOf, referent } from "./values";

const TYPE = /^google_(.+)_iam_(member|binding|policy)$/;

const SCOPES: Readonly<Record<string, Grant["scope"]>> = {
  service_account: "service account",
  project: "project",
  folder: "folder",
  organization: "organization",
};

/** Arguments that never say what a role is granted on, or say it less well than another. */
const NOT_THE_RESOURCE = new Set(["role", "member", "policy_data", "etag", "id", "project", "location", "region", "zone"]);

/** Every binding of a configuration, of whatever resource, one for each member. */
export function readGrants(configuration: Configuration, pools: readonly Pool[]): Grant[] {
  const poolAt = new Map(pools.map((pool) => [pool.address, pool]));
  const reading: Reading = {
    configuration,
    memberOf: (text) => memberOf(configuration, poolAt, text),
    roleOf: memoized(roleReader(configuration)),
  };
  return configuration.resources.flatMap((resource) => {
    const [, what = "", form] = TYPE.exec(resource.type) ?? [];
    if (form === undefined || resource.mode === "data") return [];
    const scope = Object.hasOwn(SCOPES, what) ? (SCOPES[what] ?? "resource") : "resource";
    const on = resourceOf(configuration, resource, scope);
    const base = { on, scope, address: resource.address, ...perhapsOf(resource), place: resource.place };
    return form === "policy" ? ofPolicy(reading, resource, base) : ofBinding(reading, resource.values, base);
  });
}

interface Reading {
  readonly configuration: Configuration;
  readonly memberOf: (text: string) => Member;
  readonly roleOf: (role: string) => Role;
}

type Role = Pick<Grant, "role" | "impersonates" | "acts" | "content">;

function roleReader(configuration: Configuration): (role: string) => Role {
  const customRole = readCustomRoles(configuration);
  return (role) => {
    const custom = customRole(role);
    if (custom === undefined) return { role, impersonates: impersonates(role), acts: actsAs(role) };
    return { role, impersonates: custom.impersonates, acts: custom.impersonates, content: custom.content };
  };
}

type Base = Pick<Grant, "on" | "scope" | "address" | "perhaps"> & { readonly place: Place };

function ofBinding({ memberOf: read, roleOf }: Reading, values: JsonObject, base: Base): Grant[] {
  const role = roleOf(textOf(values["role"]) ?? hole(`${base.address}.role`));
  const condition = conditionOf(values["condition"]);
  const members = "members" in values ? values["members"] : values["member"];
  return listOf(members).map((member) => {
    const text = textOf(member) ?? hole(`${base.address}.members`);
    return { ...base, ...role, member: read(text), ...condition };
  });
}

/** A member; one that is the `member` attribute of a resource is a service account, and the `name` of a pool is that pool. */
function memberOf(configuration: Configuration, poolAt: ReadonlyMap<string, Pool>, text: string): Member {
  const member = readMember(text);
  if (member.pool !== undefined && "reference" in member.pool) {
    const { resource, attribute } = referent(configuration, member.pool.reference) ?? {};
    const pool = poolAt.get(resource?.address ?? "");
    if (pool === undefined || (attribute !== "name" && attribute !== "id")) return member;
    // The `id` of a pool has the project's id where members want its number.
    return { ...member, pool: { id: pool.id, number: attribute === "name" ? pool.number : pool.project, isOfFiles: true } };
  }
  if (member.kind !== "open" || referent(configuration, text)?.attribute !== "member") return member;
  return { ...member, kind: "service account", value: text };
}

/** The bindings of a policy, or, of one that is unknown, an open one. */
function ofPolicy(reading: Reading, { values, address }: Resource, base: Base): Grant[] {
  const text = textOf(values["policy_data"]) ?? hole(`${address}.policy_data`);
  const data = referent(reading.configuration, text)?.resource;
  const bindings = data?.type === "google_iam_policy" ? data.values["binding"] : bindingsIn(text);
  if (bindings === undefined || typeof bindings === "string") {
    return [{ ...base, ...reading.roleOf(text), member: readMember(hole(`${address}.policy_data`)), holds: "yes" }];
  }
  return listOf(bindings).flatMap((binding) => (isObject(binding) ? ofBinding(reading, binding, base) : []));
}

function bindingsIn(text: string): Json | undefined {
  const policy = parseJson(text);
  if (!isObject(policy)) return undefined;
  return isArray(policy["bindings"]) ? policy["bindings"] : [];
}

function conditionOf(value: Json | undefined): Pick<Grant, "holds" | "condition"> {
  const block = blockOf(value);
  if (block === undefined) return { holds: "yes" };
  const condition = (typeof block === "string" ? block : textOf(block["expression"])) ?? "";
  const holds: Truth = condition.trim() === "true" ? "yes" : condition.trim() === "false" ? "no" : "unknown";
  return { holds, condition };
}

function resourceOf(configuration: Configuration, { values, provider, type }: Resource, scope: Grant["scope"]): string {
  const argument = (name: string): string | undefined => nonEmpty(textOf(values[name]));
  switch (scope) {
    case "service account":
      return argument("service_account_id") ?? hole(`${type}.service_account_id`);
    case "project":
      return (argument("project") ?? defaultProject(configuration, provider)).replace(/^projects\//, "");
    case "folder":
      return argument("folder") ?? "";
    case "organization":
      return argument("org_id") ?? "";
    case "resource":
      break;
  }
  const names = Object.keys(values).filter((name) => !NOT_THE_RESOURCE.has(name) && typeof values[name] === "string");
  const parts = names.sort().flatMap((name) => argument(name) ?? []);
  return parts.length === 0 ? (argument("project") ?? defaultProject(configuration, provider)) : parts.join("/");
}
