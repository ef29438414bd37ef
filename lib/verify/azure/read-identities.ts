import { textOf } from "../json";
import type { ModelIdentity } from "../model-identity";
import { type Configuration, ignoresChangesOf, type Resource } from "../read/configuration";
import { hole, show } from "../text";
import { nameKey } from "./azure-identity";
import type { AzureCredential } from "./credential";
import { lastSegment } from "./holes";

/** An identity before its credentials and permissions are known. */
export interface IdentityDraft {
  readonly kind: "managed identity" | "application";
  readonly address: string;
  readonly label: string;
  /** What a credential can name it by. */
  readonly ids: readonly string[];
  readonly otherNames: readonly string[];
  /** What a role is assigned to: the object ids of its service principal. */
  readonly principals: readonly string[];
  readonly clientId: string | undefined;
  readonly resourceName: string | undefined;
  readonly origin: "created" | "elsewhere";
  readonly place: ModelIdentity["place"];
  readonly perhaps?: true;
  /** Set of an application whose service principal may not sign in. */
  readonly disabled?: "yes" | "unknown";
}

/** The managed identities and applications that the files create or read. */
export function readIdentities(configuration: Configuration): IdentityDraft[] {
  const servicePrincipals = configuration.ofType("azuread_service_principal");
  const principalsByClientId = new Map<string, Resource[]>();
  for (const resource of servicePrincipals) {
    for (const clientId of [...attributes(resource, "client_id"), ...attributes(resource, "application_id")]) {
      principalsByClientId.set(clientId, [...(principalsByClientId.get(clientId) ?? []), resource]);
    }
  }
  return mergedById([
    ...configuration.ofType("azurerm_user_assigned_identity").map(managedIdentity),
    ...configuration.ofType("azapi_resource").filter(isManagedIdentity).map(managedIdentity),
    ...["azuread_application", "azuread_application_registration"].flatMap((type) =>
      configuration.ofType(type).map((resource) => application(resource, principalsByClientId)),
    ),
  ]);
}

/** One stack can read what another creates: that is one identity. */
function mergedById(drafts: readonly IdentityDraft[]): IdentityDraft[] {
  const byId = new Map<string, number>();
  const merged: IdentityDraft[] = [];
  for (const draft of drafts) {
    const known = draft.ids.map((id) => byId.get(nameKey(id))).find((index) => index !== undefined);
    const index = known ?? merged.length;
    const earlier = merged[index];
    merged[index] = earlier === undefined ? draft : both(earlier, draft);
    for (const id of draft.ids) byId.set(nameKey(id), index);
  }
  return merged;
}

function both(one: IdentityDraft, other: IdentityDraft): IdentityDraft {
  const [main, second] = one.origin === "elsewhere" && other.origin === "created" ? [other, one] : [one, other];
  return {
    ...main,
    ids: [...new Set([...main.ids, ...second.ids])],
    otherNames: [...new Set([...main.otherNames, ...second.otherNames, second.address])],
    principals: [...new Set([...main.principals, ...second.principals])],
  };
}

/** An identity that the files only name by its id. */
export function namedByCredential({ parent, type, place, address }: AzureCredential): IdentityDraft {
  const kind = /^(azuread|msgraph)_/.test(type) ? "application" : "managed identity";
  const id = parent === "" ? hole(`${address}.user_assigned_identity_id`) : parent;
  const last = lastSegment(id);
  return {
    kind,
    address: show(id),
    label: show(last),
    ids: [id],
    otherNames: [],
    principals: [],
    clientId: undefined,
    resourceName: kind === "application" ? undefined : last,
    origin: "elsewhere",
    place,
  };
}

function isManagedIdentity({ values }: Resource): boolean {
  return /^Microsoft\.ManagedIdentity\/userAssignedIdentities@/i.test(textOf(values["type"]) ?? "");
}

function managedIdentity(resource: Resource): IdentityDraft {
  const clientIds = attributes(resource, "client_id");
  const principals = attributes(resource, "principal_id");
  return {
    ...draft(resource, "managed identity"),
    ids: attributes(resource, "id"),
    otherNames: [...clientIds, ...principals, ...given(resource, "name")],
    principals,
    clientId: clientIds[0],
    resourceName: given(resource, "name")[0],
  };
}

function application(resource: Resource, principalsByClientId: ReadonlyMap<string, readonly Resource[]>): IdentityDraft {
  const objectIds = attributes(resource, "object_id");
  const clientIds = [...attributes(resource, "client_id"), ...attributes(resource, "application_id")];
  const servicePrincipals = [...new Set(clientIds.flatMap((id) => principalsByClientId.get(id) ?? []))];
  const principals = servicePrincipals.flatMap((each) => [...attributes(each, "object_id"), ...attributes(each, "id")]);
  const [disabled] = servicePrincipals.flatMap(disabledOf);
  return {
    ...draft(resource, "application"),
    // Before version 3 of its provider, the `id` was the object id.
    ids: [...attributes(resource, "id"), ...[...objectIds, hole(`${resource.address}.id`)].map((id) => `/applications/${id}`)],
    otherNames: [...clientIds, ...objectIds, ...principals, ...given(resource, "display_name")],
    principals,
    clientId: clientIds[0],
    ...(disabled === undefined ? {} : { disabled }),
  };
}

/** Only the one that these files create is as they say. */
function disabledOf(resource: Resource): ("yes" | "unknown")[] {
  const { mode, values, perhaps } = resource;
  const enabled = textOf(values["account_enabled"]);
  if (mode === "data" || enabled === undefined || enabled === "true") return [];
  return [enabled === "false" && perhaps !== true && !ignoresChangesOf(resource, "account_enabled") ? "yes" : "unknown"];
}

function draft(resource: Resource, kind: IdentityDraft["kind"]): Omit<IdentityDraft, "ids" | "otherNames" | "clientId"> {
  const { address, place, name, mode } = resource;
  const label = given(resource, "display_name")[0] ?? given(resource, "name")[0] ?? name;
  const origin = mode === "managed" ? "created" : "elsewhere";
  return {
    kind,
    address,
    place,
    label: show(label),
    principals: [],
    resourceName: undefined,
    origin,
    ...(resource.perhaps === true ? { perhaps: true } : {}),
  };
}

/** The value of an attribute as the files tell it, and as others refer to it. */
function attributes(resource: Resource, attribute: string): string[] {
  return [...new Set([...given(resource, attribute), hole(`${resource.address}.${attribute}`)])];
}

function given({ values }: Resource, attribute: string): string[] {
  const value = textOf(values[attribute]);
  return value === undefined || value === "" ? [] : [value];
}
