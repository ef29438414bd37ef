import { type GrantToUnknown, readsAnother } from "../grant-to-unknown";
import type { Permission } from "../model-identity";
import type { Configuration } from "../read/configuration";
import { expressionOf, isKnown, show } from "../text";

const IDENTITIES = ["azurerm_user_assigned_identity", "azuread_service_principal"];

/** People and groups that the files look up: who is in a group, they do not say. */
const OTHERS: readonly string[] = ["azuread_group", "azuread_groups", "azuread_user", "azuread_users"];

/** What is granted to a principal that may be any: not to one of the files, nor to what another resource of theirs makes. */
export function grantsToUnknown(
  configuration: Configuration,
  granted: ReadonlyMap<string, readonly Permission[]>,
  principals: ReadonlySet<string>,
): GrantToUnknown[] {
  const isUnknown = (principal: string): boolean => {
    const read = configuration.at(expressionOf(principal) ?? "");
    if (read === undefined) return !readsAnother(principal, IDENTITIES);
    return read.mode === "data" && !OTHERS.includes(read.type);
  };
  const found = [...granted].filter(([key]) => !isKnown(key) && !principals.has(key) && isUnknown(key));
  return found.flatMap(([key, permissions]) =>
    permissions.map(({ name, on = "", condition, content, address }) => ({
      place: configuration.at(address)?.place ?? { file: "", address },
      what: `${show(name)} on ${show(on)} for ${show(key)}`,
      content: JSON.stringify([condition, content]),
    })),
  );
}
