import { isObject, type Json, type JsonObject, listOf, textOf } from "../json";
import type { PermissionContent, PermissionStatement } from "../permission-content";
import { type Configuration, ignoresChangesOf, type Resource } from "../read/configuration";
import { hole, holesIn, isKnown, show } from "../text";
import { lowerKnown } from "./holes";
import { bodyOf } from "./request-body";

/** A role whose content the files may hold. */
export interface RoleDefinition {
  /** A text with holes. */
  readonly name: string | undefined;
  /** @default - the files do not hold it: another stack's, or one of Azure's own */
  readonly content: PermissionContent | undefined;
}

/** The arguments of a block that say what it allows and leaves out. */
interface Words {
  readonly actions?: string;
  readonly notActions?: string;
  readonly dataActions?: string;
  readonly notDataActions?: string;
}

interface Kind {
  /** What assignments name it by. */
  readonly ids: readonly string[];
  readonly name: string;
  readonly words: Words;
}

const TERRAFORM: Words = {
  actions: "actions",
  notActions: "not_actions",
  dataActions: "data_actions",
  notDataActions: "not_data_actions",
};
const AZURE: Words = {
  actions: "actions",
  notActions: "notActions",
  dataActions: "dataActions",
  notDataActions: "notDataActions",
};

/** https://registry.terraform.io: azurerm, azuread */
const KINDS: Readonly<Record<string, Kind>> = {
  azurerm_role_definition: {
    ids: ["id", "role_definition_id", "role_definition_resource_id"],
    name: "name",
    words: TERRAFORM,
  },
  azurerm_cosmosdb_sql_role_definition: {
    ids: ["id", "role_definition_id"],
    name: "name",
    words: { dataActions: "data_actions" },
  },
  azuread_custom_directory_role: {
    ids: ["object_id", "id", "template_id"],
    name: "display_name",
    words: { actions: "allowed_resource_actions" },
  },
};

/** The role that an assignment names: by an id, behind a subscription's too, or by its name. */
export function readRoleDefinitions(configuration: Configuration): (named: string) => RoleDefinition | undefined {
  const byName = new Map<string, () => RoleDefinition>();
  const add = (resource: Resource, { ids, name, words }: Kind, values: JsonObject): void => {
    const { address } = resource;
    const told = textOf(values[name]);
    let made: RoleDefinition | undefined;
    const definition = (): RoleDefinition => (made ??= { name: told, content: contentOf(resource, values, words) });
    const known = ids.flatMap((id) => [hole(`${address}.${id}`), textOf(values[id]) ?? ""]);
    for (const key of [...known, told ?? ""])
      if (key !== "" && !byName.has(lowerKnown(key))) byName.set(lowerKnown(key), definition);
  };
  for (const [type, kind] of Object.entries(KINDS)) {
    for (const resource of configuration.ofType(type)) add(resource, kind, resource.values);
  }
  for (const resource of configuration.ofType("azapi_resource")) {
    if (!/^Microsoft\.Authorization\/roleDefinitions@/i.test(textOf(resource.values["type"]) ?? "")) continue;
    const open = { permissions: hole(`${resource.address}.body`) };
    const properties = bodyOf(bodyOf(resource.values["body"])?.["properties"]) ?? open;
    add(resource, { ids: ["id"], name: "roleName", words: AZURE }, properties);
  }
  return (named) =>
    [named, ...holesIn(named).map(hole)].map((each) => byName.get(lowerKnown(each))?.()).find((each) => each !== undefined);
}

/**
 * Allowed is what one block allows and does not leave out; actions on data are another kind, and written `data:…`.
 * https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
function contentOf(resource: Resource, values: JsonObject, words: Words): PermissionContent | undefined {
  const blocks = listOf(values["permissions"]);
  if (resource.mode === "data" && blocks.length === 0) return undefined;
  const statements = blocks
    .filter(isObject)
    .flatMap((block) => [
      ...statement(texts(block, words.actions), texts(block, words.notActions)),
      ...statement(texts(block, words.dataActions).map(ofData), texts(block, words.notDataActions).map(ofData)),
    ]);
  const written = statements.flatMap(({ actions, exceptActions }) => [...actions, ...exceptActions]);
  const open = [...blocks.filter((block) => !isObject(block)).map((block) => textOf(block) ?? ""), ...written].filter(
    (text) => !isKnown(text),
  );
  const ignored = ignoresChangesOf(resource, "permissions") ? ["Terraform ignores changes of the role's permissions"] : [];
  return { statements, unknown: [...ignored, ...new Set(open.map((text) => `what ${show(text)} allows`))] };
}

const ofData = (action: string): string => `data:${action}`;

function statement(actions: readonly string[], exceptActions: readonly string[]): PermissionStatement[] {
  if (actions.length === 0) return [];
  return [{ effect: "allow", actions, exceptActions, resources: ["*"], exceptResources: [], conditions: [] }];
}

function texts(block: JsonObject, name: string | undefined): string[] {
  const value: Json | undefined = name === undefined ? undefined : block[name];
  return listOf(value).flatMap((each) => textOf(each) ?? []);
}
