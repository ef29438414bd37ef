import { type ModelIdentity, type OtherWay, readModel } from "../../../lib/verify";
import { ID } from "./samples";

const NAMED = { name: "orders", resource_group_name: "rg" };
const IDENTITIES = {
  azurerm_user_assigned_identity: { orders: NAMED },
  azuread_application: { deploy: { display_name: "deploy" } },
};
const ORDERS = "${azurerm_user_assigned_identity.orders.id}";
const DEPLOY = "${azuread_application.deploy.id}";

const identities = (resource: object): readonly ModelIdentity[] =>
  readModel([{ name: "main.tf.json", json: { resource: { ...IDENTITIES, ...resource } } }]).identities;
const ways = (resource: object): OtherWay[] => identities(resource).flatMap(({ otherWays }) => otherWays);
const way = (kind: OtherWay["kind"], who: string, unknown: readonly string[] = []): OtherWay => {
  return { kind, who, through: [who], conditions: [], unknown };
};
const attached = (identity_ids: unknown, more: object = {}): object => ({
  azurerm_linux_virtual_machine: { vm: { name: "vm", identity: [{ type: "UserAssigned", identity_ids }], ...more } },
});

test("who runs on what an identity is attached to becomes it", () => {
  expect(ways(attached([ORDERS]))).toEqual([way("service", "azurerm_linux_virtual_machine.vm")]);
  expect(ways(attached(["/subscriptions/s/x"]))).toEqual([]);
  const kubelet = { azurerm_kubernetes_cluster: { eu: { name: "eu", kubelet_identity: { user_assigned_identity_id: ORDERS } } } };
  expect(ways(kubelet)).toEqual([way("service", "azurerm_kubernetes_cluster.eu")]);
  const body = { identity: { type: "UserAssigned", userAssignedIdentities: { [ID]: {} } } };
  const site = { azapi_resource: { site: { type: "Microsoft.Web/sites@2024-04-01", body } } };
  const data = { azurerm_federated_identity_credential: { f: { user_assigned_identity_id: ID.toUpperCase() } } };
  expect(ways({ ...site, ...data })).toEqual([way("service", "azapi_resource.site")]);
});

test("what is unknown of an attachment is told", () => {
  expect(ways(attached([ORDERS], { count: "${var.n}" }))).toEqual([
    way("service", "azurerm_linux_virtual_machine.vm", [
      "whether azurerm_linux_virtual_machine.vm exists: its count or for_each is unknown",
    ]),
  ]);
  expect(ways(attached("${var.ids}"))).toEqual([
    way("service", "azurerm_linux_virtual_machine.vm", ["whether ${var.ids} is this identity"]),
  ]);
  expect(ways(attached(["${var.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mail"]))).toEqual([]);
});

test("many attachments that are unknown are told as one", () => {
  const machines = Array.from(
    { length: 21 },
    (_, index) => [`vm${index}`, { identity: { identity_ids: "${var.ids}" } }] as const,
  );
  const why = "whether one of 21 resources that have identities which only apply knows has this one";
  expect(ways({ azurerm_linux_virtual_machine: Object.fromEntries(machines) })).toEqual([
    { kind: "service", who: why, through: [], conditions: [], unknown: [why] },
  ]);
});

test("who holds a password or certificate of an application becomes it, unless it may not sign in", () => {
  const principal = (account_enabled?: unknown): object => ({
    azuread_service_principal: { deploy: { client_id: "${azuread_application.deploy.client_id}", account_enabled } },
  });
  const secrets = {
    azuread_application_password: {
      a: { application_id: DEPLOY },
      b: { application_object_id: "${azuread_application.deploy.object_id}" },
    },
    azuread_service_principal_certificate: { c: { service_principal_id: "${azuread_service_principal.deploy.id}" } },
  };
  const all = ["azuread_application_password.a", "azuread_application_password.b", "azuread_service_principal_certificate.c"];
  expect(ways({ ...principal(), ...secrets })).toEqual(all.map((who) => way("principal", who)));
  expect(ways({ ...principal(false), ...secrets })).toEqual([]);
  const doubt = ["whether the service principal may sign in"];
  expect(ways({ ...principal("${var.enabled}"), ...secrets })).toEqual(all.map((who) => way("principal", who, doubt)));
  const inline = { azuread_application: { deploy: { display_name: "deploy", password: [{ display_name: "p" }] } } };
  expect(ways(inline)).toEqual([way("principal", "azuread_application.deploy")]);
});
