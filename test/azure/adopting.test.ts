// Identities that were made by hand before are taken over without a replacement.
import { Subject } from "../../lib";
import { AzureTrust } from "../../lib/azure";
import { EntraTrust } from "../../lib/azuread";
import { World } from "../world";
import { TENANT } from "./entra";

const ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";
const subject = Subject.exactly("system:serviceaccount:shop:orders");

function blocks(world: World): unknown {
  const { import: imports, moved } = world.synth() as unknown as Record<string, unknown>;
  return { import: imports, moved };
}

function azure(world: World): AzureTrust {
  return new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
}

/** The address of the one resource of a type. */
function address(world: World, type: string): string {
  return `${type}.${Object.keys(world.synth().resource?.[type] ?? {})[0] ?? ""}`;
}

describe("adopting an Azure identity", () => {
  it("imports a managed identity by its id, in azurerm's form", () => {
    const world = new World();
    const source = { issuer: world.edge.issuer, subject };
    const identity = azure(world).managedIdentity({ name: "orders" }).federate(world, "orders", [source]);
    identity.importFrom(ID.replace("resourceGroups", "resourcegroups"));
    expect(blocks(world)).toEqual({ import: [{ id: ID, to: address(world, "azurerm_user_assigned_identity") }] });
  });

  it("moves a managed identity and a credential from other addresses", () => {
    const world = new World();
    const source = { issuer: world.edge.issuer, subject };
    const identity = azure(world).managedIdentity({ name: "orders" }).federate(world, "orders", [source]);
    identity.moveFrom("azurerm_user_assigned_identity.orders");
    identity.moveCredential(source, "azurerm_federated_identity_credential.eu");
    expect(blocks(world)).toEqual({
      moved: [
        { from: "azurerm_user_assigned_identity.orders", to: address(world, "azurerm_user_assigned_identity") },
        { from: "azurerm_federated_identity_credential.eu", to: address(world, "azurerm_federated_identity_credential") },
      ],
    });
  });

  it("imports the shard of an issuer", () => {
    const world = new World();
    const source = { issuer: world.edge.issuer, subject };
    const identity = azure(world).shardedIdentity({ shards: 2, namePrefix: "orders" }).federate(world, "orders", [source]);
    identity.identityOf(world.edge.issuer).importFrom(ID);
    expect(blocks(world)).toEqual({ import: [{ id: ID, to: address(world, "azurerm_user_assigned_identity") }] });
  });

  it("moves a credential of an identity that exists", () => {
    const world = new World();
    const source = { issuer: world.edge.issuer, subject };
    const found = { id: ID, clientId: TENANT, principalId: TENANT };
    const identity = azure(world).fromManagedIdentity(found).federate(world, "orders", [source]);
    identity.moveCredential(source, "azurerm_federated_identity_credential.eu");
    const to = address(world, "azurerm_federated_identity_credential");
    expect(blocks(world)).toEqual({ moved: [{ from: "azurerm_federated_identity_credential.eu", to }] });
  });

  it("imports and moves an application, its service principal and its credentials", () => {
    const world = new World();
    const source = { issuer: world.edge.issuer, subject };
    const entra = new EntraTrust(world, "entra", { tenantId: TENANT });
    const imported = entra.application().federate(world, "deploy", [source]);
    imported.importFrom(`/applications/${TENANT}`);
    imported.importServicePrincipalFrom(`/servicePrincipals/${TENANT}`);
    imported.moveCredential(source, "azuread_application_federated_identity_credential.github");
    expect(blocks(world)).toEqual({
      import: [
        { id: `/applications/${TENANT}`, to: address(world, "azuread_application_registration") },
        { id: `/servicePrincipals/${TENANT}`, to: address(world, "azuread_service_principal") },
      ],
      moved: [
        {
          from: "azuread_application_federated_identity_credential.github",
          to: address(world, "azuread_application_federated_identity_credential"),
        },
      ],
    });
    const other = new World();
    const moved = new EntraTrust(other, "entra", { tenantId: TENANT }).application().federate(other, "deploy", [source]);
    moved.moveFrom("azuread_application_registration.deploy");
    moved.moveServicePrincipalFrom("azuread_service_principal.deploy");
    expect(blocks(other)).toEqual({
      moved: [
        { from: "azuread_application_registration.deploy", to: address(other, "azuread_application_registration") },
        { from: "azuread_service_principal.deploy", to: address(other, "azuread_service_principal") },
      ],
    });
  });
});
