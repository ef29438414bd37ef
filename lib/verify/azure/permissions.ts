import { isObject, type JsonObject, listOf, textOf } from "../json";
import type { Permission } from "../model-identity";
import type { Configuration, Resource } from "../read/configuration";
import { nameKey } from "./azure-identity";
import { bodyOf } from "./request-body";
import { readRoleDefinitions } from "./role-definitions";

/** A type of resource that grants something, by the arguments that say to whom, what, and on what. */
interface Assignment {
  readonly principal: string;
  readonly role: readonly string[];
  readonly scope?: string;
}

/** https://registry.terraform.io: azurerm, azuread */
const ASSIGNMENTS: Readonly<Record<string, Assignment>> = {
  azurerm_role_assignment: {
    principal: "principal_id",
    role: ["role_definition_name", "role_definition_id"],
    scope: "scope",
  },
  azurerm_pim_active_role_assignment: { principal: "principal_id", role: ["role_definition_id"], scope: "scope" },
  azurerm_pim_eligible_role_assignment: { principal: "principal_id", role: ["role_definition_id"], scope: "scope" },
  azurerm_cosmosdb_sql_role_assignment: { principal: "principal_id", role: ["role_definition_id"], scope: "scope" },
  azuread_directory_role_assignment: { principal: "principal_object_id", role: ["role_id"], scope: "directory_scope_id" },
  azuread_directory_role_member: { principal: "member_object_id", role: ["role_object_id"] },
  azuread_app_role_assignment: { principal: "principal_object_id", role: ["app_role_id"], scope: "resource_object_id" },
};

/** What the files grant, by the key of the principal that it is granted to. */
export function permissionsByPrincipal(configuration: Configuration): ReadonlyMap<string, readonly Permission[]> {
  const byPrincipal = new Map<string, Permission[]>();
  const definitionOf = readRoleDefinitions(configuration);
  const roleOf = (named: string): Pick<Permission, "name" | "content"> => {
    const { name = named, content } = definitionOf(named) ?? {};
    return { name, ...(content === undefined ? {} : { content }) };
  };
  const grant = (principal: string | undefined, permission: Permission): void => {
    if (principal === undefined) return;
    const key = nameKey(principal);
    const granted = byPrincipal.get(key);
    if (granted === undefined) byPrincipal.set(key, [permission]);
    else granted.push(permission);
  };
  for (const [type, { principal, role, scope = "" }] of Object.entries(ASSIGNMENTS)) {
    for (const { address, values } of created(configuration, type)) {
      const named = role.flatMap((argument) => textOf(values[argument]) ?? [])[0] ?? "";
      grant(textOf(values[principal]), { ...roleOf(named), ...on(values[scope]), ...conditionOf(values), address });
    }
  }
  for (const { address, values } of created(configuration, "azapi_resource")) {
    if (!/^Microsoft\.Authorization\/roleAssignments@/i.test(textOf(values["type"]) ?? "")) continue;
    const properties = bodyOf(bodyOf(values["body"])?.["properties"]) ?? {};
    const role = roleOf(textOf(properties["roleDefinitionId"]) ?? "");
    grant(textOf(properties["principalId"]), { ...role, ...on(values["parent_id"]), ...conditionOf(properties), address });
  }
  for (const { address, values } of created(configuration, "azurerm_key_vault_access_policy")) {
    grant(textOf(values["object_id"]), { name: accessPolicy(values), ...on(values["key_vault_id"]), address });
  }
  for (const { address, values, name } of created(configuration, "azurerm_key_vault")) {
    for (const policy of listOf(values["access_policy"]).filter(isObject)) {
      grant(textOf(policy["object_id"]), { name: accessPolicy(policy), ...on(values["name"] ?? name), address });
    }
  }
  return byPrincipal;
}

function created(configuration: Configuration, type: string): Resource[] {
  return configuration.ofType(type).filter(({ mode }) => mode === "managed");
}

function on(value: JsonObject[string]): Pick<Permission, "on"> {
  const scope = textOf(value);
  return scope === undefined ? {} : { on: scope };
}

/** https://learn.microsoft.com/azure/role-based-access-control/conditions-overview */
function conditionOf({ condition }: JsonObject): Pick<Permission, "condition"> {
  const text = textOf(condition);
  return text === undefined || text === "" ? {} : { condition: text };
}

/** Such as `Key Vault access policy (secrets: Get, List)`. */
function accessPolicy(values: JsonObject): string {
  const kinds = ["key", "secret", "certificate", "storage"].flatMap((kind) => {
    const allowed = listOf(values[`${kind}_permissions`]).map((permission) => textOf(permission) ?? "");
    return allowed.length === 0 ? [] : [`${kind}s: ${allowed.join(", ")}`];
  });
  return `Key Vault access policy (${kinds.join("; ")})`;
}
