import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Issuer, Subject } from "../../lib";
import { AzureTrust } from "../../lib/azure";
import { EDGE, only, resources, World } from "../world";

const TENANT = "22222222-2222-2222-2222-222222222222";
const subject = Subject.exactly("system:serviceaccount:shop:orders");

describe("a managed identity", () => {
  it("takes everything that users of managed identities expect", () => {
    const world = new World();
    const provider = new AzurermProvider(world, "other", { alias: "other", features: [{}] });
    const azure = new AzureTrust(world, "azure", {
      resourceGroupName: "acme",
      location: "westeurope",
      tenantId: TENANT,
      tags: { team: "platform", env: "prod" },
      provider,
    });
    const built = azure
      .managedIdentity({
        name: "orders",
        tags: { team: "shop" },
        roleAssignments: [
          {
            roleDefinitionName: "Storage Blob Data Reader",
            scope: "/subscriptions/x/resourceGroups/acme",
            description: "Reads orders",
          },
          { roleDefinitionId: "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/y", scope: "/subscriptions/x" },
        ],
      })
      .federate(world, "orders", [{ issuer: world.eu.issuer, subject }]);
    const terraform = world.synth();
    expect(only(terraform, "azurerm_user_assigned_identity")).toEqual({
      provider: "azurerm.other",
      name: "orders",
      resource_group_name: "acme",
      location: "westeurope",
      tags: { team: "shop", env: "prod" },
    });
    const principal = {
      provider: "azurerm.other",
      principal_id: world.resolve(built.principalId),
      principal_type: "ServicePrincipal",
    };
    expect(resources(terraform, "azurerm_role_assignment")).toEqual([
      {
        ...principal,
        role_definition_name: "Storage Blob Data Reader",
        scope: "/subscriptions/x/resourceGroups/acme",
        description: "Reads orders",
      },
      {
        ...principal,
        role_definition_id: "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/y",
        scope: "/subscriptions/x",
      },
    ]);
    expect(built.tenantId).toBe(TENANT);
  });

  it("writes its credentials one after the other, because Azure takes one write at a time", () => {
    const world = new World();
    const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    azure.managedIdentity().federate(
      world,
      "orders",
      [world.eu, world.us, world.we].map(({ issuer }) => ({ issuer, subject })),
    );
    const credentials = world.synth().resource!["azurerm_federated_identity_credential"]!;
    const chain = [world.eu, world.us, world.we].map(({ issuer }) => {
      const [name, credential] = Object.entries(credentials).find(([, { issuer: url }]) => url === issuer.url)!;
      return { name, waitsFor: credential["depends_on"] };
    });
    expect(chain.map(({ waitsFor }) => waitsFor)).toEqual([
      undefined,
      [`azurerm_federated_identity_credential.${chain[0]!.name}`],
      [`azurerm_federated_identity_credential.${chain[1]!.name}`],
    ]);
  });

  it("takes a role under a condition, in the newest version of its language unless another is named", () => {
    const world = new World();
    const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const condition = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'orders'";
    const built = azure
      .managedIdentity({
        roleAssignments: [
          { roleDefinitionName: "Storage Blob Data Reader", scope: "/subscriptions/x", condition },
          { roleDefinitionName: "Reader", scope: "/subscriptions/x", condition, conditionVersion: "1.0" },
        ],
      })
      .federate(world, "orders", [{ issuer: world.edge.issuer, subject }]);
    const common = {
      scope: "/subscriptions/x",
      principal_id: world.resolve(built.principalId),
      principal_type: "ServicePrincipal",
      condition,
    };
    expect(resources(world.synth(), "azurerm_role_assignment")).toEqual([
      { ...common, role_definition_name: "Reader", condition_version: "1.0" },
      { ...common, role_definition_name: "Storage Blob Data Reader", condition_version: "2.0" },
    ]);
  });

  it("warns of inline keys, which Entra does not read", () => {
    const world = new World();
    const issuer = new Issuer({ name: "lab", url: EDGE, jwksJson: '{"keys":[{"kty":"RSA","n":"1","e":"AQAB"}]}' });
    const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const built = azure.managedIdentity().federate(world, "orders", [{ issuer, subject }]);
    expect(built.node.metadata.map(({ type, data }) => [type, data])).toEqual([
      [
        "@cdktf/warn",
        `Entra does not take the inline keys of the issuer "lab": it fetches them from ${EDGE}, which must be reachable from the internet`,
      ],
    ]);
  });

  it("warns once of claims that an issuer says of all its tokens, which Azure does not compare", () => {
    const world = new World();
    const url = "https://token.actions.githubusercontent.com";
    const issuer = new Issuer({ name: "github", url, claims: { repository_owner_id: "65" } });
    const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
    const sources = ["main", "next"].map((branch) => ({
      issuer,
      subject: Subject.exactly(`repo:acme/shop:ref:refs/heads/${branch}`),
    }));
    const built = azure.managedIdentity().federate(world, "orders", sources);
    expect(built.node.metadata.map(({ type, data }) => [type, data])).toEqual([
      [
        "@cdktf/warn",
        'Azure does not compare "repository_owner_id", which the issuer "github" says of all its tokens: the subject alone decides who gets in',
      ],
    ]);
  });
});
