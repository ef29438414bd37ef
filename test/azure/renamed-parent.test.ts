// azurerm 4.65 renamed the identity of a federated credential, and takes exactly one of both names. That the new one is written with an
// azurerm that has it is shown by .ci/consumers/cdktn.mjs; here the installed one has the old name alone.
import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { Subject } from "../../lib";
import { AzureTrust } from "../../lib/azure";
import { only, type Resource, World } from "../world";

function credential(): Resource {
  const world = new World();
  const tenantId = "22222222-2222-2222-2222-222222222222";
  const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId });
  const source = { issuer: world.we.issuer, subject: Subject.exactly("system:serviceaccount:shop:orders") };
  azure.managedIdentity({ name: "orders" }).federate(world, "orders", [source]);
  return only(world.synth(), "azurerm_federated_identity_credential");
}

describe("a federated credential", () => {
  it("names its identity and resource group as azurerm did before 4.65, where that is installed", () => {
    expect(Object.keys(credential()).filter((key) => /parent|group|identity/.test(key))).toEqual([
      "parent_id",
      "resource_group_name",
    ]);
  });

  it("has neither of the old names where the new one is known: azurerm refuses both", () => {
    const { prototype } = FederatedIdentityCredential;
    Object.defineProperty(prototype, "userAssignedIdentityId", { configurable: true, value: undefined });
    try {
      expect(Object.keys(credential()).filter((key) => /parent|group/.test(key))).toEqual([]);
    } finally {
      Reflect.deleteProperty(prototype, "userAssignedIdentityId");
    }
  });
});
