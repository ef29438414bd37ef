import { AzureTrust } from "../../lib/azure";
import { keepsTheContract, type TrustLine } from "../contract";
import { resources, type Resource, type Terraform } from "../world";
import { entra, TENANT } from "./entra";

const FOUND = {
  id: "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/found/providers/Microsoft.ManagedIdentity/userAssignedIdentities/found",
  clientId: "44444444-4444-4444-4444-444444444444",
  principalId: "55555555-5555-5555-5555-555555555555",
};

/** The credentials without their names and order, each of one of these parents. */
function credentials(terraform: Terraform, parents: readonly string[]): Resource[] {
  return resources(terraform, "azurerm_federated_identity_credential")
    .map(({ name: _name, depends_on: _dependsOn, parent_id, ...credential }) => {
      expect(parents).toContain(parent_id);
      return credential;
    })
    .sort((a, b) => String(a["issuer"]).localeCompare(String(b["issuer"])));
}

const identities = (terraform: Terraform) => Object.keys(terraform.resource?.["azurerm_user_assigned_identity"] ?? {});
const idsOf = (terraform: Terraform) => identities(terraform).map((name) => `\${azurerm_user_assigned_identity.${name}.id}`);

const lines =
  (resourceGroupName: string) =>
  (trusted: readonly Omit<TrustLine, "audience">[]): unknown =>
    trusted
      .map(({ issuer, subject }) => ({
        issuer,
        subject,
        audience: ["api://AzureADTokenExchange"],
        resource_group_name: resourceGroupName,
      }))
      .sort((a, b) => a.issuer.localeCompare(b.issuer));

const azure = (scope: ConstructorParameters<typeof AzureTrust>[0]) =>
  new AzureTrust(scope, "trust", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
const packages = ["@cdktf/provider-azurerm"];
const created = (terraform: Terraform) => `\${azurerm_user_assigned_identity.${identities(terraform)[0]!}.client_id}`;

describe("a managed identity", () => {
  keepsTheContract({
    ...entra(created),
    name: "azure",
    packages,
    request: (scope) => azure(scope).managedIdentity(),
    named: { request: (scope) => azure(scope).managedIdentity({ name: "orders" }), code: "OWNER_DUPLICATE" },
    trust: (terraform) => {
      expect(identities(terraform)).toHaveLength(1);
      return credentials(terraform, idsOf(terraform));
    },
    expected: lines("acme"),
  });
});

describe("an identity over several managed identities", () => {
  keepsTheContract({
    ...entra(created),
    name: "azure",
    packages,
    request: (scope) => azure(scope).shardedIdentity({ shards: 3 }),
    trust: (terraform) => credentials(terraform, idsOf(terraform)),
    expected: lines("acme"),
  });
});

describe("a managed identity that exists", () => {
  keepsTheContract({
    ...entra(() => FOUND.clientId),
    name: "azure",
    packages,
    request: (scope) => azure(scope).fromManagedIdentity(FOUND),
    trust: (terraform) => {
      expect(identities(terraform)).toEqual([]);
      return credentials(terraform, [FOUND.id]);
    },
    expected: lines("found"),
  });
});
