// A managed identity of Azure and an application of Entra, with their credentials and what the identity may do.
import fc from "fast-check";
import { blocks, given, ISSUERS, mostly, seldom, SUBJECTS } from "./words";

export const AZURE_IDENTITY = "azurerm_user_assigned_identity.ci";
export const AZURE_APPLICATION = "azuread_application.app";
const SCOPE = "/subscriptions/11111111-1111-1111-1111-111111111111";
export const CI = "${azurerm_user_assigned_identity.ci.id}";
export const CI_PRINCIPAL = "${azurerm_user_assigned_identity.ci.principal_id}";

const audience = mostly(["api://AzureADTokenExchange"], ["vault-a", "${var.audience}"]);

export const azureIdentities = fc.record({
  credentials: fc.uniqueArray(
    fc.record({
      issuer: mostly<string>(ISSUERS, [`${ISSUERS[0]}/`, "${var.issuer}"]),
      subject: mostly<string>(SUBJECTS, ["${var.subject}"]),
      audience,
      of: mostly(
        [CI],
        ["${var.azure_id}", `${SCOPE}/resourceGroups/x/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other`],
      ),
    }),
    { maxLength: 2, selector: ({ issuer, subject }) => `${issuer} ${subject}` },
  ),
  flexible: seldom(
    fc.record({
      expression: mostly(
        ["claims['sub'] matches 'repo:acme/*' and claims['repository_id'] eq '74'", "claims['sub'] matches 'repo:acme/*'"],
        ["claims['sub'] eq '${var.subject}'", "${var.claims}", "claims['sub'] like 'x'"],
      ),
      audience,
      of: mostly(["${azuread_application.app.id}"], ["${var.application}"]),
    }),
  ),
  actions: fc.uniqueArray(
    mostly(["*", "Microsoft.Storage/*/read", "Microsoft.Storage/storageAccounts/read"], ["${var.operation}"]),
    {
      minLength: 1,
      maxLength: 2,
    },
  ),
  notActions: fc.uniqueArray(fc.constantFrom<string[]>("Microsoft.Storage/storageAccounts/read", "Microsoft.Compute/*"), {
    maxLength: 1,
  }),
  holder: mostly([CI_PRINCIPAL], ["${var.principal_id}", "22222222-2222-2222-2222-222222222222"]),
  holdsIf: seldom(fc.constantFrom("@Resource[x] StringEquals 'y'", "${var.abac}")),
  machine: mostly<string | undefined>([undefined], [CI, "${var.azure_id}"]),
  password: mostly<string | undefined>([undefined], ["${azuread_application.app.id}", "${var.application}"]),
});
export type AzureIdentity = typeof azureIdentities extends fc.Arbitrary<infer T> ? T : never;

export function azureResources(azure: AzureIdentity): Record<string, object> {
  const { flexible, machine, password } = azure;
  return {
    azurerm_user_assigned_identity: { ci: { name: "ci", resource_group_name: "acme", location: "westeurope" } },
    ...blocks(
      "azurerm_federated_identity_credential",
      azure.credentials.map(({ issuer, subject, audience: aud, of }, index) => ({
        name: `c${index}`,
        parent_id: of,
        resource_group_name: "acme",
        issuer,
        subject,
        audience: [aud],
      })),
    ),
    azuread_application: { app: { display_name: "app" } },
    ...blocks(
      "azuread_application_flexible_federated_identity_credential",
      flexible === undefined
        ? []
        : [
            {
              application_id: flexible.of,
              display_name: "f",
              issuer: ISSUERS[2],
              audience: flexible.audience,
              claims_matching_expression: flexible.expression,
            },
          ],
    ),
    ...blocks("azuread_application_password", password === undefined ? [] : [{ application_id: password }]),
    ...blocks(
      "azurerm_linux_virtual_machine",
      machine === undefined ? [] : [{ name: "vm", identity: { type: "UserAssigned", identity_ids: [machine] } }],
    ),
    azurerm_role_definition: {
      r: { name: "r", scope: SCOPE, permissions: [{ actions: azure.actions, not_actions: azure.notActions }] },
    },
    azurerm_role_assignment: {
      r: {
        scope: SCOPE,
        role_definition_id: "${azurerm_role_definition.r.role_definition_resource_id}",
        principal_id: azure.holder,
        ...given("condition", azure.holdsIf),
      },
    },
  };
}
