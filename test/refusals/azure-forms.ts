// Forms that Azure's API or its Terraform providers would refuse, or keep replacing.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Subject } from "../../lib";
import { type AzureTrust, BlobPublishedIssuer, type AzureRoleAssignment } from "../../lib/azure";
import {
  application,
  azureTrust,
  existing,
  FOUND,
  IDENTITY,
  managedIdentity,
  ofUnknown,
  sourcesOf,
  TENANT,
} from "./azure-builders";
import { EDGE } from "../world";
import { long, SUBJECT, type Build, type Refusal } from "./refusal";

const SCOPE = "/subscriptions/11111111-1111-1111-1111-111111111111";
const UUID = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const TENANT_FORM = `/providers/Microsoft.Authorization/roleDefinitions/${UUID}`;

const role = (assignment: Partial<AzureRoleAssignment>): Build =>
  managedIdentity({ roleAssignments: [{ scope: SCOPE, ...assignment }] });
const named = (scope: string): Build => role({ scope, roleDefinitionName: "Reader" });
const tags = (mine: Readonly<Record<string, string>>): Build => managedIdentity({ tags: mine });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "x"]));

const blob =
  (names: { storageAccountName?: string; containerName?: string; prefix?: string }): Build =>
  (world) =>
    new BlobPublishedIssuer(world, "published", {
      storageAccountName: "acmeoidc",
      containerName: "edge",
      jwksJson: '{"keys":[{"kty":"RSA","kid":"a","n":"x","e":"AQAB"}]}',
      ...names,
    });

const otherSubscription =
  (explicit: boolean): Build =>
  (world) => {
    const azurerm = new AzurermProvider(world, "azurerm", { features: [{}], subscriptionId: TENANT });
    const azure = azureTrust(explicit ? { provider: azurerm } : {})(world) as AzureTrust;
    return azure.fromManagedIdentity(FOUND).federate(world, "identity", sourcesOf(1));
  };

const id: Refusal[0] = "AZURE_ID_INVALID";
const bad: Refusal[0] = "ROLE_ASSIGNMENT_INVALID";

export const AZURE_FORM_REFUSALS: readonly Refusal[] = [
  [id, "is of another subscription than the Terraform provider's", otherSubscription(true)],
  [id, "is of another subscription than the Terraform provider's", otherSubscription(false)],
  [id, "the managed identity's id", existing({ id: `${IDENTITY}\n` })],
  [id, "the managed identity's id", existing({ id: IDENTITY.replace("/acme/", "/Größe/") })],
  [id, "is not the resource id", ofUnknown((text) => existing({ id: `acme/${text}` }))],
  [id, "is not the resource id", ofUnknown((text) => existing({ id: `${text}/storageAccounts/orders` }))],
  [id, "is not the resource id", ofUnknown((text) => existing({ id: `/subscriptions/${text}/resourceGroups/a/x/y` }))],
  [id, "the client id", ofUnknown((text) => existing({ clientId: `orders-${text}` }))],
  [
    id,
    "the id to import",
    (world) => {
      (application(SUBJECT, EDGE)(world) as { importFrom(id: string): void }).importFrom(TENANT);
    },
  ],
  [
    id,
    "the managed identity's id",
    (world) => {
      (managedIdentity({})(world) as { importFrom(id: string): void }).importFrom("x");
    },
  ],
  ["AZURE_ID_INVALID", "an owner's object id", application(SUBJECT, undefined, { servicePrincipalOwners: ["me"] })],
  [
    "ADDRESS_INVALID",
    'the address "orders"',
    (world) => {
      (managedIdentity({})(world) as { moveFrom(address: string): void }).moveFrom("orders");
    },
  ],
  [bad, "the role definition's id", role({ roleDefinitionId: UUID })],
  [bad, "the role definition's id", role({ roleDefinitionId: "Reader" })],
  [bad, "is not the id of a role definition", ofUnknown((text) => role({ roleDefinitionId: `Storage-${text}` }))],
  [bad, "names no subscription", ofUnknown((text) => role({ roleDefinitionId: TENANT_FORM, scope: text }))],
  [bad, "is not a resource id", ofUnknown((text) => named(`acme/${text}`))],
  [bad, "the scope of a role assignment", named("/subscriptions")],
  [bad, "the scope of a role assignment", named(`${SCOPE}/resourceGroups`)],
  [bad, "the scope of a role assignment", named(`${SCOPE}//resourceGroups/acme`)],
  [bad, "the scope of a role assignment", named(`${SCOPE}\n`)],
  [bad, "the role's name", role({ roleDefinitionName: "Reader " })],
  [bad, "the role's name", role({ roleDefinitionName: "x' or roleName eq 'Owner" })],
  [bad, "the role's name", ofUnknown((text) => role({ roleDefinitionName: `${text}'` }))],
  [bad, "the description of a role assignment", role({ roleDefinitionName: "Reader", description: "" })],
  [
    bad,
    'the condition\'s language is "3.0"',
    role({ roleDefinitionName: "Reader", condition: "@x", conditionVersion: "3.0" as never }),
  ],
  ["AZURE_NAME_INVALID", 'such as "westeurope"', azureTrust({ location: "west-europe" })],
  ["AZURE_NAME_INVALID", '"westeurope\\n"', azureTrust({ location: "westeurope\n" })],
  ["AZURE_NAME_INVALID", "Größe", azureTrust({ resourceGroupName: "Größe" })],
  ["AZURE_NAME_INVALID", "the resource group's name", ofUnknown((text) => azureTrust({ resourceGroupName: `a/${text}` }))],
  ["TENANT_INVALID", "acme", ofUnknown((text) => azureTrust({ tenantId: `acme-${text}` }))],
  ["AZURE_NAME_INVALID", "1,024 bytes", application(SUBJECT, undefined, { description: "é".repeat(513) })],
  ["FIELD_TOO_LONG", "at least 601 characters", ofUnknown((text) => managedIdentity({}, 1, `${text}${long(601)}`))],
  ["TAG_INVALID", "51 entries", tags(many(51))],
  ["TAG_INVALID", "are one for Azure", tags({ team: "a", Team: "b" })],
  ["TAG_INVALID", "the tag key", tags({ "a/b": "x" })],
  ["TAG_INVALID", "the tag key", tags({ [long(513)]: "x" })],
  [
    "TAG_INVALID",
    "it gets 60 tags",
    (world) =>
      (azureTrust({ tags: many(50) })(world) as AzureTrust)
        .managedIdentity({ tags: Object.fromEntries(Object.keys(many(10)).map((key) => [`own-${key}`, "x"])) })
        .federate(world, "identity", sourcesOf(1)),
  ],
  ["ISSUER_INVALID", "the storage account's name", blob({ storageAccountName: "acme-oidc" })],
  ["ISSUER_INVALID", "the container's name", blob({ containerName: "a--b" })],
  ["ISSUER_INVALID", "the container's name", blob({ containerName: "Edge" })],
  ["ISSUER_INVALID", "the prefix", blob({ prefix: "../edge" })],
  [
    "ISSUER_NOT_TRUSTED",
    "no credential of this identity",
    (world) => {
      const built = managedIdentity({})(world) as { moveCredential(source: unknown, address: string): void };
      const source = { issuer: world.eu.issuer, subject: Subject.exactly("x") };
      built.moveCredential(source, "azurerm_federated_identity_credential.eu");
    },
  ],
];
