import { decide, type Model, readModel } from "../../../lib/verify";
import { AKS, CREDENTIAL, credentials, EXCHANGE, NOW, TOKEN } from "./samples";

const IDENTITY = { azurerm_user_assigned_identity: { i: { name: "orders", resource_group_name: "rg", location: "we" } } };
const PRINCIPAL = "${azurerm_user_assigned_identity.i.principal_id}";
const GROUP = "${azuread_group.g.object_id}";
const read = (resource: object): Model => readModel([{ name: "main.tf.json", json: { resource } }]);
const may = (resource: object): unknown[] =>
  read({ ...IDENTITY, ...resource }).identities.flatMap(({ permissions }) =>
    permissions.map(({ name, on, condition }) => [name, on, ...(condition === undefined ? [] : [condition])]),
  );
const owner = (principal_id: string, more: object = {}): object => ({
  azurerm_role_assignment: { r: { principal_id, role_definition_name: "Owner", scope: "/subscriptions/s", ...more } },
});
const OWNER = [["Owner", "/subscriptions/s"]];
const group = (members: unknown): object => ({ display_name: "g", security_enabled: true, members });

test.each<[string, object, unknown[]]>([
  ["of a group that lists it", { ...owner(GROUP), azuread_group: { g: group([PRINCIPAL]) } }, OWNER],
  [
    "of a group that it is put into",
    {
      ...owner(GROUP),
      azuread_group: { g: group(undefined) },
      azuread_group_member: { m: { group_object_id: GROUP, member_object_id: PRINCIPAL } },
    },
    OWNER,
  ],
  [
    "of a group around its group, and round again",
    {
      ...owner(GROUP),
      azuread_group: { g: group(["${azuread_group.h.object_id}"]), h: group([PRINCIPAL, GROUP]) },
    },
    OWNER,
  ],
  ["of another group", { ...owner(GROUP), azuread_group: { g: group(["someone"]) } }, []],
  [
    "under a condition",
    owner(PRINCIPAL, { condition: "@Resource[x]", condition_version: "2.0" }),
    [[...(OWNER[0] ?? []), "@Resource[x]"]],
  ],
  [
    "for a time",
    { azurerm_pim_active_role_assignment: { r: { principal_id: PRINCIPAL, role_definition_id: "/r", scope: "/s" } } },
    [["/r", "/s"]],
  ],
  [
    "in the directory",
    { azuread_directory_role_member: { r: { member_object_id: PRINCIPAL, role_object_id: "r" } } },
    [["r", undefined]],
  ],
  [
    "by azapi",
    {
      azapi_resource: {
        r: {
          type: "Microsoft.Authorization/roleAssignments@2022-04-01",
          parent_id: "/subscriptions/s",
          name: "n",
          body: { properties: { principalId: PRINCIPAL, roleDefinitionId: "/r" } },
        },
      },
    },
    [["/r", "/subscriptions/s"]],
  ],
])("an identity has the role %s", (_, resource, expected) => {
  expect(may(resource)).toEqual(expected);
});

test("the broad role of its group is an identity's own", () => {
  const model = read({ ...IDENTITY, ...owner(GROUP), azuread_group: { g: group([PRINCIPAL]) } });
  expect(model.identities.map(({ permissions }) => permissions.length)).toEqual([1]);
});

const TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31";
const BODY = { issuer: AKS, subject: "another", audiences: [EXCHANGE] };

describe("a credential that a request writes", () => {
  const subjects = (resource: object, name = "azurerm_user_assigned_identity.i"): unknown[] =>
    read({ ...IDENTITY, ...resource })
      .named(name)
      .flatMap(({ shapes }) => shapes.map(({ tests }) => tests.find(({ claim }) => claim === "sub")?.values[0]));
  const parent_id = "${azurerm_user_assigned_identity.i.id}";
  const own = { f: { ...CREDENTIAL, user_assigned_identity_id: parent_id } };
  const id = "${azurerm_federated_identity_credential.f.id}";

  test.each<[string, object, unknown[]]>([
    [
      "by an update of another",
      { azapi_update_resource: { u: { type: TYPE, resource_id: id, body: { properties: BODY } } } },
      [CREDENTIAL.subject, "another"],
    ],
    [
      "by an action that puts",
      { azapi_resource_action: { u: { type: TYPE, resource_id: id, method: "PUT", body: { properties: BODY } } } },
      [CREDENTIAL.subject, "another"],
    ],
    [
      "not by one that deletes",
      { azapi_resource_action: { u: { type: TYPE, resource_id: id, method: "DELETE" } } },
      [CREDENTIAL.subject],
    ],
  ])("counts %s", (_, resource, expected) => {
    expect(subjects({ azurerm_federated_identity_credential: own, ...resource })).toEqual(expected);
  });

  test("counts by Graph, of an application", () => {
    const resource = {
      azuread_application: { a: { display_name: "a" } },
      msgraph_resource: {
        f: { url: "applications/${azuread_application.a.object_id}/federatedIdentityCredentials", body: { name: "n", ...BODY } },
      },
    };
    expect(subjects(resource, "azuread_application.a")).toEqual(["another"]);
  });

  test("counts where older files take the application's id for its object id", () => {
    const credential = { application_object_id: "${azuread_application.a.id}", display_name: "n", ...BODY };
    const resource = {
      azuread_application: { a: { display_name: "a" } },
      azuread_application_federated_identity_credential: { f: credential },
    };
    expect(subjects(resource, "azuread_application.a")).toEqual(["another"]);
  });
});

test.each([
  [true, "allow all undefined", 1],
  [undefined, "allow all undefined", 1],
  [false, "deny disabled AADSTS7000112", 0],
  ["${var.enabled}", "undetermined disabled undefined", 1],
])("an application whose service principal is enabled: %s", (account_enabled, expected, shapes) => {
  const model = read({
    azuread_application: { a: { display_name: "a" } },
    azuread_service_principal: { s: { client_id: "${azuread_application.a.client_id}", account_enabled } },
    azuread_application_federated_identity_credential: {
      f: {
        application_id: "${azuread_application.a.id}",
        display_name: "n",
        issuer: AKS,
        subject: TOKEN.sub,
        audiences: [EXCHANGE],
      },
    },
  });
  const identity = "azuread_application.a";
  const { verdict, decisive, error } = decide(model, { token: TOKEN, now: NOW, request: { type: "become", identity } });
  expect(`${verdict} ${decisive} ${error?.code}`).toBe(expected);
  expect(model.named(identity)[0]?.shapes).toHaveLength(shapes);
});

test("a model finds an identity of Azure by its id in any letter case", () => {
  const model = readModel([{ name: "main.tf.json", json: credentials(CREDENTIAL) }]);
  expect(model.named(CREDENTIAL.user_assigned_identity_id.toUpperCase())).toHaveLength(1);
});
