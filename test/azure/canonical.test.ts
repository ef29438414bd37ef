// What Azure hands back in another form than it is given is written in that form, because azurerm would replace it at every apply.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformVariable } from "cdktf";
import fc from "fast-check";
import { Subject } from "../../lib";
import { AzureTrust, type AzureManagedIdentity, type AzureRoleAssignment, type AzureTrustProps } from "../../lib/azure";
import { canonicalId, comparedId } from "../../lib/azure/resource-id";
import { only, World } from "../world";
import { TENANT } from "./entra";

const SUBSCRIPTION = "/subscriptions/11111111-1111-1111-1111-111111111111";
const TAIL = "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";
const IDENTITY = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";
const subject = Subject.exactly("system:serviceaccount:shop:orders");

function trust(world: World, props: Partial<AzureTrustProps> = {}) {
  return new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT, ...props });
}

function withRole(assignment: (late: string) => AzureRoleAssignment) {
  const world = new World();
  const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
  const roleAssignments = [assignment(late)];
  trust(world)
    .managedIdentity({ roleAssignments })
    .federate(world, "orders", [{ issuer: world.edge.issuer, subject }]);
  return only(world.synth(), "azurerm_role_assignment");
}

describe("a resource id", () => {
  it.each([
    ["/", "/"],
    ["/Subscriptions/S", "/subscriptions/S"],
    [`${SUBSCRIPTION}/resourcegroups/Acme/`, `${SUBSCRIPTION}/resourceGroups/Acme`],
    [
      `${SUBSCRIPTION}/RESOURCEGROUPS/Providers/Providers/Microsoft.Storage/storageAccounts/x`,
      `${SUBSCRIPTION}/resourceGroups/Providers/providers/Microsoft.Storage/storageAccounts/x`,
    ],
    ["/PROVIDERS/microsoft.management/managementgroups/Acme", "/providers/Microsoft.Management/managementGroups/Acme"],
  ])("%s is the scope %s", (given, canonical) => {
    expect(withRole(() => ({ roleDefinitionName: "Reader", scope: given }))["scope"]).toBe(canonical);
  });

  it("is made canonical around what is unknown until apply", () => {
    const made = withRole((late) => ({ roleDefinitionName: "Reader", scope: `/Subscriptions/${late}/resourcegroups/acme/` }));
    expect(made["scope"]).toBe("/subscriptions/${var.late}/resourceGroups/acme");
  });

  it("has one form, whatever its letter case", () => {
    const id = `${SUBSCRIPTION}/resourceGroups/acme${IDENTITY}`;
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: id.length, maxLength: id.length }), (upper) => {
        const mixed = Array.from(id)
          .map((letter, index) => (upper[index] === true ? letter.toUpperCase() : letter))
          .join("");
        expect(comparedId(mixed)).toBe(comparedId(id));
        expect(canonicalId(canonicalId(mixed))).toBe(canonicalId(mixed));
      }),
    );
  });
});

describe("the id of a role definition", () => {
  const SCOPE = `${SUBSCRIPTION}/resourceGroups/acme`;
  it.each([
    [`${SUBSCRIPTION}${TAIL}`, SCOPE, `${SUBSCRIPTION}${TAIL}`],
    [TAIL, SCOPE, `${SUBSCRIPTION}${TAIL}`],
    [`${SCOPE}${TAIL}`, SCOPE, `${SUBSCRIPTION}${TAIL}`],
    [TAIL.toLowerCase(), SCOPE, `${SUBSCRIPTION}${TAIL}`],
    [TAIL, "/providers/Microsoft.Management/managementGroups/acme", TAIL],
    [TAIL, "/", TAIL],
  ])("%s on %s is %s", (roleDefinitionId, scope, written) => {
    expect(withRole(() => ({ roleDefinitionId, scope }))["role_definition_id"]).toBe(written);
  });

  it("takes the subscription of the scope also where that is unknown until apply", () => {
    const made = withRole((late) => ({ roleDefinitionId: TAIL, scope: `/subscriptions/${late}` }));
    expect(made["role_definition_id"]).toBe(`/subscriptions/\${var.late}${TAIL}`);
  });
});

describe("free texts of a role and of tags", () => {
  it("stay what they are, though Terraform would evaluate them", () => {
    const made = withRole((late) => ({
      roleDefinitionName: "Reader ${1+1}",
      scope: SUBSCRIPTION,
      description: `%{if true} ${late}`,
      condition: "@x StringEquals '${y}'",
    }));
    expect([made["role_definition_name"], made["description"], made["condition"]]).toEqual([
      "Reader $${1+1}",
      "%%{if true} ${var.late}",
      "@x StringEquals '$${y}'",
    ]);
  });

  it("are an identity's own where the trust's tag differs in letter case", () => {
    const world = new World();
    const azure = trust(world, { tags: { team: "platform", env: "${x}" } });
    azure.managedIdentity({ tags: { Team: "shop" } }).federate(world, "orders", [{ issuer: world.edge.issuer, subject }]);
    expect(only(world.synth(), "azurerm_user_assigned_identity")["tags"]).toEqual({ Team: "shop", env: "$${x}" });
  });
});

describe("an id of an existing identity", () => {
  it("is written around what is unknown, with its resource group", () => {
    const world = new World();
    const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
    const id = `/subscriptions/${late}/resourcegroups/Other${IDENTITY}`;
    const found = { id, clientId: TENANT, principalId: TENANT };
    trust(world)
      .fromManagedIdentity(found)
      .federate(world, "orders", [{ issuer: world.edge.issuer, subject }]);
    const { parent_id, resource_group_name } = only(world.synth(), "azurerm_federated_identity_credential");
    expect([parent_id, resource_group_name]).toEqual([`/subscriptions/\${var.late}/resourceGroups/Other${IDENTITY}`, "Other"]);
  });

  it("is taken where the provider's subscription is the same, in whatever letter case, or is unknown", () => {
    const world = new World();
    const late = new TerraformVariable(world, "late", { type: "string" }).stringValue;
    for (const [index, subscriptionId] of ["AAAAAAAA-1111-1111-1111-111111111111", late].entries()) {
      const provider = new AzurermProvider(world, `azurerm-${index}`, { alias: `p${index}`, features: [{}], subscriptionId });
      const id = `/subscriptions/aaaaaaaa-1111-1111-1111-111111111111/resourceGroups/acme${IDENTITY}`;
      const mine = Subject.exactly(`system:serviceaccount:shop:orders-${index}`);
      new AzureTrust(world, `azure-${index}`, { resourceGroupName: "a", location: "westeurope", tenantId: TENANT, provider })
        .fromManagedIdentity({ id, clientId: TENANT, principalId: TENANT })
        .federate(world, `orders-${index}`, [{ issuer: world.edge.issuer, subject: mine }]);
    }
    expect(Object.keys(world.synth().resource?.["azurerm_federated_identity_credential"] ?? {})).toHaveLength(2);
  });
});

describe("a location", () => {
  const warnings = (location: string) => trust(new World(), { location }).node.metadata.map(({ data }) => data as string);
  it.each(["westeurope", "West Europe", "WESTEUROPE"])("may be %s", (location) => {
    expect(warnings(location)).toEqual([]);
  });
  it.each([
    ["westeurop", 'The location "westeurop" is not a region that is known here (did you mean "westeurope"?)'],
    ["mars", 'The location "mars" is not a region that is known here'],
  ])("%s is warned of", (location, warning) => {
    expect(warnings(location)).toEqual([warning]);
  });
});

describe("two identities of one name", () => {
  it("are taken in two resource groups, and in two stacks whose subscriptions may differ", () => {
    const world = new World();
    const source = { issuer: world.edge.issuer, subject };
    for (const resourceGroupName of ["one", "two"]) {
      new AzureTrust(world, resourceGroupName, { resourceGroupName, location: "westeurope", tenantId: TENANT })
        .managedIdentity({ name: "orders" })
        .federate(world, `orders-${resourceGroupName}`, [source]);
    }
    const other = new World("other", world.node.root as never);
    const built: AzureManagedIdentity = new AzureTrust(other, "azure", {
      resourceGroupName: "one",
      location: "westeurope",
      tenantId: TENANT,
    })
      .managedIdentity({ name: "orders" })
      .federate(other, "orders", [{ issuer: other.edge.issuer, subject }]);
    expect(built.name).toBe("orders");
  });
});
