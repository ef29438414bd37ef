// Nothing of an identity assumes the public cloud.
import { Issuer, Subject, type Identity } from "../../lib";
import { AzureTrust, type AzureCloud } from "../../lib/azure";
import { EntraTrust } from "../../lib/azuread";
import { resources, World } from "../world";
import { TENANT } from "./entra";

const CLOUDS = [
  ["public", "api://AzureADTokenExchange", "https://login.microsoftonline.com/", "azurecloud"],
  ["usgovernment", "api://AzureADTokenExchangeUSGov", "https://login.microsoftonline.us/", "azureusgovernment"],
  ["china", "api://AzureADTokenExchangeChina", "https://login.chinacloudapi.cn/", "azurechinacloud"],
] as const;

const gitlab = new Issuer({ name: "gitlab", url: "https://gitlab.com" });

const FOUND = {
  id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/found/providers/Microsoft.ManagedIdentity/userAssignedIdentities/found",
  clientId: "44444444-4444-4444-4444-444444444444",
  principalId: "55555555-5555-5555-5555-555555555555",
};

const roleAssignments = [
  {
    roleDefinitionId: "/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/y",
    scope: "/subscriptions/x/resourceGroups/acme",
  },
];

const azure = (world: World, cloud: AzureCloud) =>
  new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "somewhere", tenantId: TENANT, cloud });

const KINDS = {
  "a managed identity": (world: World, cloud: AzureCloud) => azure(world, cloud).managedIdentity({ roleAssignments }),
  "a sharded identity": (world: World, cloud: AzureCloud) => azure(world, cloud).shardedIdentity({ shards: 2, roleAssignments }),
  "an existing managed identity": (world: World, cloud: AzureCloud) =>
    azure(world, cloud).fromManagedIdentity(FOUND, { roleAssignments }),
  "an application": (world: World, cloud: AzureCloud) =>
    new EntraTrust(world, "entra", { tenantId: TENANT, cloud }).application(),
};

describe.each(CLOUDS)("in the %s cloud", (cloud, audience, authorityHost, environment) => {
  it.each(Object.entries(KINDS))("%s has the cloud's audience, login service and nothing of another's", (_kind, request) => {
    const world = new World();
    const { issuer } = world.edge;
    const plain = { issuer, subject: Subject.exactly("system:serviceaccount:shop:orders") };
    const identity: Identity = request(world, cloud).federate(world, "orders", [plain]);
    const terraform = world.synth();
    const written = [
      ...resources(terraform, "azurerm_federated_identity_credential").map((credential) => credential["audience"]),
      ...resources(terraform, "azuread_application_federated_identity_credential").map((credential) => credential["audiences"]),
    ];
    expect(written).toEqual([[audience]]);
    const { tokens, env } = identity.settingsOn(world.edge);
    expect(tokens.map((token) => token.audience)).toEqual([audience]);
    expect(env["AZURE_AUTHORITY_HOST"]).toBe(authorityHost);
    const job = identity.jobSettings(issuer);
    expect([job.audience, job.githubAction.with["audience"], job.githubAction.with["environment"]]).toEqual([
      audience,
      audience,
      environment,
    ]);
    const text = JSON.stringify(terraform);
    for (const host of ["login.", "management.", "graph.microsoft", "portal.", "azure.com"]) expect(text).not.toContain(host);
  });

  it("an application's flexible credential has the cloud's audience", () => {
    const world = new World();
    const subject = Subject.matching("project_path:acme/shop:*", { claims: { namespace_id: "65" } });
    new EntraTrust(world, "entra", { tenantId: TENANT, cloud })
      .application()
      .federate(world, "orders", [{ issuer: gitlab, subject }]);
    const [credential] = resources(world.synth(), "azuread_application_flexible_federated_identity_credential");
    expect(credential?.["audience"]).toBe(audience);
  });
});
