import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Testing } from "cdktf";
import { Subject } from "../../lib";
import { AzureTrust } from "../../lib/azure";
import { EDGE, only, refusal, resources, World } from "../world";
import { TENANT } from "./entra";

const subject = Subject.exactly("system:serviceaccount:shop:orders");

describe("a managed identity that exists", () => {
  it("gets credentials and roles, in its own resource group and through its own provider, and is not made", () => {
    const world = new World();
    const provider = new AzurermProvider(world, "other", { alias: "other", features: [{}] });
    const id = "/subscriptions/1/resourcegroups/Other_Group/providers/microsoft.managedidentity/userAssignedIdentities/orders";
    const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const built = azure
      .fromManagedIdentity(
        { id, clientId: "44444444-4444-4444-4444-444444444444", principalId: "55555555-5555-5555-5555-555555555555" },
        { provider, roleAssignments: [{ roleDefinitionName: "Reader", scope: "/subscriptions/x" }] },
      )
      .federate(world, "orders", [{ issuer: world.edge.issuer, subject }]);
    const { name, ...credential } = only(world.synth(), "azurerm_federated_identity_credential");
    expect(name).toMatch(/^edge-[0-9a-f]{8}$/);
    expect(credential).toEqual({
      provider: "azurerm.other",
      resource_group_name: "Other_Group",
      parent_id: "/subscriptions/1/resourceGroups/Other_Group/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders",
      issuer: EDGE,
      subject: subject.text,
      audience: ["api://AzureADTokenExchange"],
    });
    expect(resources(world.synth(), "azurerm_role_assignment")).toEqual([
      {
        provider: "azurerm.other",
        scope: "/subscriptions/x",
        role_definition_name: "Reader",
        principal_id: built.principalId,
        principal_type: "ServicePrincipal",
      },
    ]);
    expect(resources(world.synth(), "azurerm_user_assigned_identity")).toEqual([]);
  });

  it("may be found by a data source, whose id says the resource group when Terraform applies", () => {
    const world = new World();
    const found = new DataAzurermUserAssignedIdentity(world, "found", { name: "orders", resourceGroupName: "other" });
    const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const built = azure.fromManagedIdentity(found).federate(world, "orders", [{ issuer: world.edge.issuer, subject }]);
    const { name: _name, ...credential } = only(world.synth(), "azurerm_federated_identity_credential");
    expect(credential).toEqual({
      resource_group_name: '${element(split("/", data.azurerm_user_assigned_identity.found.id), 4)}',
      parent_id: "${data.azurerm_user_assigned_identity.found.id}",
      issuer: EDGE,
      subject: subject.text,
      audience: ["api://AzureADTokenExchange"],
    });
    expect(world.resolve(built.settingsOn(world.we).serviceAccountAnnotations)).toEqual({
      "azure.workload.identity/client-id": "${data.azurerm_user_assigned_identity.found.client_id}",
      "azure.workload.identity/tenant-id": TENANT,
    });
  });

  it("gets the credentials of all workloads of a stack one after the other, and those of other stacks apart", () => {
    const app = Testing.app();
    const worlds = [new World("one", app), new World("two", app)] as const;
    const id = "/subscriptions/1/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";
    const found = { id, clientId: TENANT, principalId: TENANT };
    for (const world of worlds) {
      const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
      for (const [name, cluster] of [
        ["orders", world.eu],
        ["billing", world.edge],
      ] as const) {
        const mine = Subject.exactly(`system:serviceaccount:${world.node.id}:${name}`);
        azure.fromManagedIdentity(found).federate(world, name, [{ issuer: cluster.issuer, subject: mine }]);
      }
    }
    for (const world of worlds) {
      const credentials = Object.entries(world.synth().resource!["azurerm_federated_identity_credential"]!);
      const of = (name: string) => credentials.find(([, { subject: text }]) => String(text).endsWith(`:${name}`))!;
      const [first] = of("orders");
      expect(of("orders")[1]["depends_on"]).toBeUndefined();
      expect(of("billing")[1]["depends_on"]).toEqual([`azurerm_federated_identity_credential.${first}`]);
    }
  });

  it("is told apart by its stack where its id is unknown until apply", () => {
    const app = Testing.app();
    for (const world of [new World("one", app), new World("two", app)]) {
      const found = new DataAzurermUserAssignedIdentity(world, "found", { name: "orders", resourceGroupName: "other" });
      const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
      const sources = Array.from({ length: 20 }, (_, index) => ({
        issuer: world.edge.issuer,
        subject: Subject.exactly(`system:serviceaccount:shop:orders-${index}`),
      }));
      azure.fromManagedIdentity(found).federate(world, "orders", sources);
      const [more] = [{ issuer: world.eu.issuer, subject }];
      expect(refusal(() => azure.fromManagedIdentity(found).federate(world, "more", [more])).code).toBe("CREDENTIAL_LIMIT");
    }
  });
});
