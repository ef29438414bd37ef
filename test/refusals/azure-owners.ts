// Two owners of one thing that Azure keys by name.
import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Issuer, Subject } from "../../lib";
import type { AzureRoleAssignment, AzureTrust } from "../../lib/azure";
import { EDGE, World } from "../world";
import { azureTrust, FOUND, IDENTITY, managedIdentity, sourcesOf, TENANT } from "./azure-builders";
import type { Build, Refusal } from "./refusal";

const SCOPE = "/subscriptions/11111111-1111-1111-1111-111111111111";

/** Two workloads whose identities have these names. */
const names =
  (one: string, other: string): Build =>
  (world) => {
    const azure = azureTrust({})(world) as AzureTrust;
    azure.managedIdentity({ name: one }).federate(world, "orders", sourcesOf(1));
    return azure.managedIdentity({ name: other }).federate(world, "billing", sourcesOf(1));
  };

/** One identity in two stacks whose providers have one subscription. */
const stacks: Build = (world) => {
  const other = new World("other", world.node.root as never);
  for (const [index, each] of [world, other].entries()) {
    const subscriptionId = index === 0 ? TENANT : TENANT.toUpperCase();
    new AzurermProvider(each, "azurerm", { features: [{}], subscriptionId });
    (azureTrust({})(each) as AzureTrust).managedIdentity({ name: "orders" }).federate(each, "orders", sourcesOf(1));
  }
};

/** Two workloads on one existing identity. */
const shared =
  (
    sources: readonly [ReturnType<typeof sourcesOf>, ReturnType<typeof sourcesOf>],
    roles: readonly AzureRoleAssignment[][] = [],
  ): Build =>
  (world) => {
    const azure = azureTrust({})(world) as AzureTrust;
    for (const [index, each] of sources.entries()) {
      const id = index === 0 ? IDENTITY : IDENTITY.replace("resourceGroups", "resourcegroups");
      const roleAssignments = roles[index] ?? [];
      azure.fromManagedIdentity({ ...FOUND, id }, { roleAssignments }).federate(world, `identity-${index}`, each);
    }
  };

const of = (name: string, url: string, text = "system:serviceaccount:shop:orders") => [
  { issuer: new Issuer({ name, url }), subject: Subject.exactly(text) },
];

const found: Build = (world) => {
  const azure = azureTrust({})(world) as AzureTrust;
  const data = new DataAzurermUserAssignedIdentity(world, "found", { name: "orders", resourceGroupName: "acme" });
  for (const name of ["orders", "billing"]) azure.fromManagedIdentity(data).federate(world, name, sourcesOf(1));
};

const twice = (one: Partial<AzureRoleAssignment>, other: Partial<AzureRoleAssignment>): Build =>
  managedIdentity({
    roleAssignments: [
      { scope: SCOPE, ...one },
      { scope: SCOPE, ...other },
    ],
  });

const reader = { roleDefinitionName: "Reader" };
const readerId = {
  roleDefinitionId: `${SCOPE}/providers/Microsoft.Authorization/roleDefinitions/ACDD72A7-3385-48ef-bd42-f606fba81ae7`,
};
const [edge, other] = [of("edge", EDGE), of("edge", EDGE, "system:serviceaccount:shop:billing")];
const OWNED: Refusal[0] = "OWNER_DUPLICATE";
const TWICE: Refusal[0] = "ROLE_ASSIGNMENT_INVALID";

export const AZURE_OWNER_REFUSALS: readonly Refusal[] = [
  [
    OWNED,
    'world/billing: the managed identity "Orders" of the resource group "acme" is written by world/orders',
    names("orders", "Orders"),
  ],
  [OWNED, 'other/orders: the managed identity "orders"', stacks],
  [OWNED, "is written by world/identity-0 already", shared([edge, of("europe", EDGE)])],
  [OWNED, "has the name of one that is written by world/identity-0", shared([edge, of("edge", `${EDGE}/2`)])],
  [OWNED, "is written by world/orders already", found],
  [
    OWNED,
    'the role "reader" on',
    shared([edge, other], [[{ ...reader, scope: SCOPE }], [{ roleDefinitionName: "reader", scope: SCOPE }]]),
  ],
  [TWICE, "is listed twice", twice(reader, { roleDefinitionName: "reader" })],
  [TWICE, "is listed twice", twice(reader, readerId)],
  [
    TWICE,
    "is listed twice",
    twice({ ...reader, scope: `${SCOPE}/resourceGroups/acme` }, { ...reader, scope: `${SCOPE}/resourcegroups/Acme/` }),
  ],
];
