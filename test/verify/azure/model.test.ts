import { readModel } from "../../../lib/verify";
import { azureOf } from "../../../lib/verify/azure/cloud";
import { hole } from "../../../lib/verify/text";
import { APPLICATION, AKS, credentials, CREDENTIAL, EXCHANGE, flexible, GITHUB, ID } from "./samples";

const read = (json: object) => azureOf(readModel([{ name: "main.tf.json", json }]));

test("an exact credential is one shape", () => {
  expect(
    read(credentials(CREDENTIAL)).identities.map(({ address, label, kind, shapes }) => ({ address, label, kind, shapes })),
  ).toEqual([
    {
      address: ID,
      label: "orders",
      kind: "managed identity",
      shapes: [
        {
          tests: [
            { claim: "iss", test: "is", values: [AKS] },
            { claim: "sub", test: "is", values: [CREDENTIAL.subject] },
            { claim: "aud", test: "is", values: [EXCHANGE] },
          ],
          through: ["azurerm_federated_identity_credential.f0"],
          unknown: [],
        },
      ],
    },
  ]);
});

test("a flexible credential is one shape with a test for each comparison", () => {
  const [identity] = read(flexible("claims['sub'] matches 'repo:acme/*' and claims['repository_id'] eq '74'")).identities;
  expect([identity?.kind, identity?.address, identity?.shapes]).toEqual([
    "application",
    APPLICATION,
    [
      {
        tests: [
          { claim: "iss", test: "is", values: [GITHUB] },
          { claim: "sub", test: "like", values: ["repo:acme/*"] },
          { claim: "aud", test: "is", values: [EXCHANGE] },
          { claim: "repository_id", test: "is", values: ["74"] },
        ],
        through: ["azuread_application_flexible_federated_identity_credential.f"],
        unknown: [],
      },
    ],
  ]);
});

test("what is not documented of a shape is told", () => {
  const shapes = (json: object) => read(json).identities.flatMap((identity) => identity.shapes.map(({ unknown }) => unknown));
  expect(shapes(credentials({ ...CREDENTIAL, audience: ["a"] }))).toEqual([
    ["whether Entra takes an audience other than api://AzureADTokenExchange"],
  ]);
  expect(shapes(credentials({ ...CREDENTIAL, audience: ["a", "b"] }))).toEqual([
    ["Azure takes one audience a credential, not 2"],
  ]);
  expect(shapes(flexible("sub"))).toEqual([["the expression could not be read: a comparison was expected at character 1"]]);
  expect(shapes(credentials({ ...CREDENTIAL, count: "${var.n}" }))).toEqual([
    ["whether azurerm_federated_identity_credential.f0 exists: its count or for_each is unknown"],
  ]);
  expect(shapes(credentials({ ...CREDENTIAL, issuer: " x" }, { ...CREDENTIAL, subject: "" }))).toEqual([]);
});

test("applications are known by object id and client id, of new and old arguments, and get what their service principal gets", () => {
  const model = read({
    resource: {
      azuread_application: { app: { display_name: "app" } },
      azuread_service_principal: { app: { client_id: "${azuread_application.app.client_id}" } },
      azuread_application_federated_identity_credential: {
        old: {
          application_object_id: "${azuread_application.app.object_id}",
          display_name: "o",
          issuer: AKS,
          subject: "o",
          audiences: [EXCHANGE],
        },
        new: {
          application_id: "${azuread_application.app.id}",
          display_name: "n",
          issuer: AKS,
          subject: "n",
          audiences: [EXCHANGE],
        },
      },
      azuread_app_role_assignment: {
        r: { app_role_id: "role", principal_object_id: "${azuread_service_principal.app.object_id}", resource_object_id: "api" },
      },
      azurerm_role_assignment: {
        r: {
          principal_id: "${azuread_service_principal.app.object_id}",
          role_definition_name: "Reader",
          scope: "/subscriptions/s",
        },
      },
      azurerm_key_vault_access_policy: {
        p: { object_id: "${azuread_service_principal.app.object_id}", key_vault_id: "/v", secret_permissions: ["Get", "List"] },
      },
    },
  });
  expect(
    model.identities.map(({ address, credentials: given, permissions }) => [
      address,
      given.map(({ subject }) => subject),
      permissions,
    ]),
  ).toEqual([
    [
      "azuread_application.app",
      ["o", "n"],
      [
        { name: "Reader", on: "/subscriptions/s", address: "azurerm_role_assignment.r" },
        { name: "role", on: "api", address: "azuread_app_role_assignment.r" },
        { name: "Key Vault access policy (secrets: Get, List)", on: "/v", address: "azurerm_key_vault_access_policy.p" },
      ],
    ],
  ]);
  expect(model.named(hole("azuread_application.app.client_id")).length).toBe(1);
});

test("a managed identity that one stack creates and another reads is one", () => {
  const provider = { azurerm: { subscription_id: "s" } };
  const argument = { name: "orders", resource_group_name: "rg" };
  const creating = { provider, resource: { azurerm_user_assigned_identity: { orders: argument } } };
  const reading = {
    provider,
    data: { azurerm_user_assigned_identity: { found: argument } },
    resource: {
      azurerm_federated_identity_credential: {
        f: { ...CREDENTIAL, user_assigned_identity_id: "${data.azurerm_user_assigned_identity.found.id}" },
      },
    },
  };
  const azure = azureOf(
    readModel([
      { name: "reading.tf.json", json: reading },
      { name: "creating.tf.json", json: creating },
    ]),
  );
  expect(azure.identities.map(({ address, credentials: given }) => [address, given.length])).toEqual([
    ["creating/azurerm_user_assigned_identity.orders", 1],
  ]);
  expect(azure.named(ID).map(({ address }) => address)).toEqual(["creating/azurerm_user_assigned_identity.orders"]);
});

test("a credential of azapi is read, its body an object or a text", () => {
  const body = { properties: { issuer: AKS, subject: CREDENTIAL.subject, audiences: [EXCHANGE] } };
  const type = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31";
  const resource = (given: unknown): object => ({
    resource: { azapi_resource: { f: { type, name: "orders", parent_id: ID, body: given } } },
  });
  const [asObject, asText, unknown] = [body, JSON.stringify(body), "${var.body}"].map(
    (given) => read(resource(given)).identities[0],
  );
  expect(asObject?.shapes[0]?.tests).toEqual(read(credentials(CREDENTIAL)).identities[0]?.shapes[0]?.tests);
  expect(asText?.shapes[0]?.tests).toEqual(asObject?.shapes[0]?.tests);
  expect(unknown?.shapes[0]?.tests.map(({ values }) => values)).toEqual([0, 1, 2].map(() => [hole("azapi_resource.f.body")]));
});
