import { isObject, type Json, listOf, textOf } from "../json";
import type { OtherWay } from "../other-way";
import type { Configuration, Resource } from "../read/configuration";
import { hole, isKnown, same, show } from "../text";
import { type AzureIdentity, nameKey } from "./azure-identity";
import { grouped } from "./grouped";
import { lastSegment, lowerKnown } from "./holes";
import { bodyOf } from "./request-body";

/** A way into the identity or principal of this id, which needs no token of an issuer's. A text with holes. */
interface WayInto {
  readonly id: string;
  readonly way: OtherWay;
}

/** So many that may be of an identity are told one by one. */
const MOST_OPEN = 20;

/**
 * What becomes an identity without a token: whatever runs where it is attached, and who holds a secret or key of the application.
 * `isNamed`: whether an id is that of an identity of the files.
 */
export function readOtherWays(
  configuration: Configuration,
  isNamed: (id: string) => boolean,
): (identity: AzureIdentity, principals: readonly string[]) => readonly OtherWay[] {
  const ways = [...attachments(configuration), ...secrets(configuration)];
  const isOpen = ({ id, way }: WayInto): boolean => way.kind === "service" && !isKnown(id) && !isNamed(id);
  const open = ways.filter(isOpen);
  const byId = grouped(
    ways.filter((each) => !isOpen(each)),
    ({ id }) => nameKey(id),
  );
  return (identity, principals) => {
    if (identity.disabled === "yes") return [];
    const doubts = identity.disabled === "unknown" ? ["whether the service principal may sign in"] : [];
    const own = [...identity.ids, ...principals].map(nameKey).flatMap((id) => (byId.get(id) ?? []).map(({ way }) => way));
    return [...[...new Set(own)].map((way) => ({ ...way, unknown: [...way.unknown, ...doubts] })), ...openWays(identity, open)];
  };
}

/** What is attached to an identity that only apply knows. */
function openWays({ kind, resourceName = "" }: AzureIdentity, open: readonly WayInto[]): OtherWay[] {
  if (kind !== "managed identity") return [];
  if (open.length > MOST_OPEN) {
    const why = `whether one of ${open.length} resources that have identities which only apply knows has this one`;
    return [{ kind: "service", who: why, through: [], conditions: [], unknown: [why] }];
  }
  return open
    .filter(({ id }) => same(lowerKnown(lastSegment(id)), lowerKnown(resourceName)) !== "no")
    .map(({ id, way }) => ({ ...way, unknown: [...way.unknown, `whether ${show(id)} is this identity`] }));
}

/** https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/managed-identities-status */
function attachments(configuration: Configuration): WayInto[] {
  return configuration.resources
    .filter(({ type }) => /^(azurerm|azapi)_/.test(type))
    .flatMap((resource) => {
      const { values } = resource;
      const body = bodyOf(bodyOf(values["body"])?.["identity"])?.["userAssignedIdentities"];
      const ids = [
        ...idsIn(values["identity"], "identity_ids"),
        ...idsIn(values["kubelet_identity"], "user_assigned_identity_id"),
        ...(isObject(body) ? Object.keys(body) : []),
      ];
      return [...new Set(ids)].map((id) => ({ id, way: wayThrough("service", resource) }));
    });
}

/** A block that is unknown, or a list, may hold any. */
function idsIn(blocks: Json | undefined, argument: string): string[] {
  return listOf(blocks)
    .flatMap((block) => (isObject(block) ? listOf(block[argument]) : [block]))
    .flatMap((id) => textOf(id) ?? [])
    .filter((id) => id !== "");
}

/** The arguments that say whose a password or certificate is. */
const SECRETS: Readonly<Record<string, readonly string[]>> = {
  azuread_application_password: ["application_id", "application_object_id"],
  azuread_application_certificate: ["application_id", "application_object_id"],
  azuread_service_principal_password: ["service_principal_id"],
  azuread_service_principal_certificate: ["service_principal_id"],
};

/** https://learn.microsoft.com/entra/identity-platform/certificate-credentials */
function secrets(configuration: Configuration): WayInto[] {
  const own = Object.entries(SECRETS).flatMap(([type, arguments_]) =>
    managed(configuration, type).flatMap((resource) =>
      arguments_.flatMap((argument): WayInto[] => {
        const text = textOf(resource.values[argument]) ?? "";
        const id = argument === "application_object_id" ? `/applications/${text}` : text;
        return text === "" ? [] : [{ id, way: wayThrough("principal", resource) }];
      }),
    ),
  );
  const inline = managed(configuration, "azuread_application").filter(({ values }) => listOf(values["password"]).length > 0);
  return [...own, ...inline.map((resource) => ({ id: hole(`${resource.address}.id`), way: wayThrough("principal", resource) }))];
}

function managed(configuration: Configuration, type: string): Resource[] {
  return configuration.ofType(type).filter(({ mode }) => mode === "managed");
}

function wayThrough(kind: OtherWay["kind"], { address, place, perhaps }: Resource): OtherWay {
  const unknown = perhaps === true ? [`whether ${address} exists: its count or for_each is unknown`] : [];
  return { kind, who: place.address, through: [address], conditions: [], unknown };
}
