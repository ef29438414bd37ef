import { isObject, type JsonObject, listOf, textOf } from "../json";
import type { Permission } from "../model-identity";
import type { Configuration, Resource } from "../read/configuration";
import { nameKey } from "./azure-identity";

/** What the files grant, by the key of the principal that it is granted to. */
export function permissionsByPrincipal(configuration: Configuration): ReadonlyMap<string, readonly Permission[]> {
  const byPrincipal = new Map<string, Permission[]>();
  const grant = (principal: string | undefined, permission: Permission): void => {
    if (principal === undefined) return;
    const key = nameKey(principal);
    const granted = byPrincipal.get(key);
    if (granted === undefined) byPrincipal.set(key, [permission]);
    else granted.push(permission);
  };
  for (const { address, values } of created(configuration, "azurerm_role_assignment")) {
    const name = textOf(values["role_definition_name"]) ?? textOf(values["role_definition_id"]) ?? "";
    grant(textOf(values["principal_id"]), { name, ...on(values["scope"]), address });
  }
  for (const { address, values } of created(configuration, "azuread_directory_role_assignment")) {
    const name = textOf(values["role_id"]) ?? "";
    grant(textOf(values["principal_object_id"]), { name, ...on(values["directory_scope_id"]), address });
  }
  for (const { address, values } of created(configuration, "azuread_app_role_assignment")) {
    const name = textOf(values["app_role_id"]) ?? "";
    grant(textOf(values["principal_object_id"]), { name, ...on(values["resource_object_id"]), address });
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

/** Such as `Key Vault access policy (secrets: Get, List)`. */
function accessPolicy(values: JsonObject): string {
  const kinds = ["key", "secret", "certificate", "storage"].flatMap((kind) => {
    const allowed = listOf(values[`${kind}_permissions`]).map((permission) => textOf(permission) ?? "");
    return allowed.length === 0 ? [] : [`${kind}s: ${allowed.join(", ")}`];
  });
  return `Key Vault access policy (${kinds.join("; ")})`;
}
