import { type Permission, readModel } from "../../../lib/verify";

const ORDERS = { name: "orders", resource_group_name: "rg", location: "westeurope" };
const DEPLOY = "${azuread_service_principal.deploy.object_id}";
const IDENTITIES = {
  azurerm_user_assigned_identity: { orders: ORDERS },
  azuread_application: { deploy: { display_name: "deploy" } },
  azuread_service_principal: { deploy: { client_id: "${azuread_application.deploy.client_id}" } },
};
const PRINCIPAL = "${azurerm_user_assigned_identity.orders.principal_id}";
const SCOPE = "/subscriptions/s/resourceGroups/rg";

function permissions(json: { readonly resource: object; readonly data?: object }): Permission[] {
  const resource = { ...IDENTITIES, ...json.resource };
  return readModel([{ name: "main.tf.json", json: { ...json, resource } }]).identities.flatMap(
    (identity) => identity.permissions,
  );
}

const assigned = (role: object, principal_id = PRINCIPAL): object => ({
  azurerm_role_assignment: { r: { principal_id, scope: SCOPE, ...role } },
});
const allow = (actions: readonly string[], exceptActions: readonly string[] = []): object => ({
  effect: "allow",
  actions,
  exceptActions,
  resources: ["*"],
  exceptResources: [],
  conditions: [],
});
const granted = (name: string, content?: object): object[] => [
  { name, on: SCOPE, address: "azurerm_role_assignment.r", ...(content === undefined ? {} : { content }) },
];

const ROLE = {
  azurerm_role_definition: {
    reader: {
      name: "orders-reader",
      scope: SCOPE,
      permissions: [
        { actions: ["Microsoft.Storage/*/read"], not_actions: ["Microsoft.Storage/*/keys/read"], data_actions: ["a/read"] },
        { actions: ["Microsoft.Web/sites/read"], not_data_actions: ["b"] },
      ],
    },
  },
};
const CONTENT = {
  statements: [
    allow(["Microsoft.Storage/*/read"], ["Microsoft.Storage/*/keys/read"]),
    allow(["data:a/read"]),
    allow(["Microsoft.Web/sites/read"]),
  ],
  unknown: [],
};

test.each([
  ["its resource id", { role_definition_id: "${azurerm_role_definition.reader.role_definition_resource_id}" }],
  ["its id behind the subscription's", { role_definition_id: "${var.subscription}${azurerm_role_definition.reader.id}" }],
  ["its name", { role_definition_name: "Orders-Reader" }],
  ["a reference to its name", { role_definition_name: "${azurerm_role_definition.reader.name}" }],
])("a role that is assigned by %s is what it allows, data apart, of each block", (_, role) => {
  const [permission] = permissions({ resource: { ...ROLE, ...assigned(role) } });
  expect([permission?.on, permission?.content]).toEqual([SCOPE, CONTENT]);
});

test("a role of Azure's own is its name, looked up or not", () => {
  expect(permissions({ resource: assigned({ role_definition_name: "Reader" }) })).toEqual(granted("Reader"));
  const looked = { azurerm_role_definition: { own: { name: "Owner" } } };
  const by = { role_definition_id: "${data.azurerm_subscription.here.id}${data.azurerm_role_definition.own.id}" };
  expect(permissions({ data: looked, resource: assigned(by) })).toEqual(granted("Owner"));
});

test.each<[string, object, object]>([
  [
    "an action that is known at apply",
    { permissions: [{ actions: ["${var.action}"] }] },
    { statements: [allow([expect.any(String) as string])], unknown: ["what ${var.action} allows"] },
  ],
  ["blocks that are", { permissions: "${var.blocks}" }, { statements: [], unknown: ["what ${var.blocks} allows"] }],
  [
    "blocks made of a list that is",
    { dynamic: { permissions: { for_each: "${var.blocks}", content: { actions: "${permissions.value}" } } } },
    { statements: [], unknown: [expect.stringContaining("allows") as string] },
  ],
  [
    "blocks whose changes Terraform ignores",
    { permissions: [{ actions: ["*"] }], lifecycle: { ignore_changes: ["permissions"] } },
    { statements: [allow(["*"])], unknown: ["Terraform ignores changes of the role's permissions"] },
  ],
])("what a role allows is unknown of %s", (_, role, content) => {
  const definition = { azurerm_role_definition: { x: { name: "x", scope: SCOPE, ...role } } };
  const by = assigned({ role_definition_id: "${azurerm_role_definition.x.role_definition_resource_id}" });
  expect(permissions({ resource: { ...definition, ...by } }).map((each) => each.content)).toEqual([content]);
});

test("roles of azapi, of Cosmos DB and of the directory are what they allow", () => {
  const definition = {
    type: "Microsoft.Authorization/roleDefinitions@2022-04-01",
    body: { properties: { roleName: "r", permissions: [{ actions: ["*"], notDataActions: ["x"], dataActions: ["y"] }] } },
  };
  expect(
    permissions({
      resource: {
        azapi_resource: { d: definition, unknown: { ...definition, body: "${var.body}" } },
        azurerm_cosmosdb_sql_role_definition: { c: { name: "c", permissions: [{ data_actions: ["read"] }] } },
        azuread_custom_directory_role: { a: { display_name: "a", permissions: [{ allowed_resource_actions: ["users/read"] }] } },
        azurerm_role_assignment: {
          d: { principal_id: PRINCIPAL, role_definition_id: "${azapi_resource.d.id}" },
          u: { principal_id: PRINCIPAL, role_definition_id: "${azapi_resource.unknown.id}" },
        },
        azurerm_cosmosdb_sql_role_assignment: {
          c: { principal_id: PRINCIPAL, role_definition_id: "${azurerm_cosmosdb_sql_role_definition.c.id}" },
        },
        azuread_directory_role_assignment: {
          a: { principal_object_id: DEPLOY, role_id: "${azuread_custom_directory_role.a.object_id}" },
        },
      },
    }).map(({ content }) => content),
  ).toEqual([
    { statements: [allow(["*"]), allow(["data:y"], ["data:x"])], unknown: [] },
    { statements: [], unknown: ["what ${azapi_resource.unknown.body} allows"] },
    { statements: [allow(["data:read"])], unknown: [] },
    { statements: [allow(["users/read"])], unknown: [] },
  ]);
});
