import { type Dump, type DumpedResource, dumped, field, firstOf, objects } from "../dumps/dump";
import { type Json, type JsonObject, objectOf, textOf } from "../json";

const IDENTITY = /\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i;
const CREDENTIAL = /^(.+\/userAssignedIdentities\/[^/]+)\/federatedIdentityCredentials\/([^/]+)$/i;

const idOf = (json: JsonObject | undefined): string => textOf(json?.["id"]) ?? "";

/** https://learn.microsoft.com/cli/azure/identity#az-identity-list */
const IDENTITIES: Dump = {
  command: "az identity list",
  is: (json) => IDENTITY.test(idOf(firstOf(json))),
  resources: (json) =>
    objects(json).map((each) =>
      dumped("azurerm_user_assigned_identity", idOf(each), {
        id: each["id"],
        name: each["name"],
        resource_group_name: each["resourceGroup"],
        location: each["location"],
        client_id: each["clientId"],
        principal_id: each["principalId"],
        tenant_id: each["tenantId"],
      }),
    ),
};

/** https://learn.microsoft.com/cli/azure/identity/federated-credential#az-identity-federated-credential-list */
const CREDENTIALS: Dump = {
  command: "az identity federated-credential list",
  is: (json) => CREDENTIAL.test(idOf(firstOf(json))),
  resources: (json) => objects(json).map(credential),
};

function credential(each: JsonObject): DumpedResource {
  const { name, issuer, subject, audiences, claimsMatchingExpression: expression } = each;
  const [, parent] = CREDENTIAL.exec(idOf(each)) ?? [];
  if (expression === undefined || expression === null) {
    return dumped("azurerm_federated_identity_credential", idOf(each), {
      name,
      parent_id: parent,
      issuer,
      subject,
      audience: audiences,
    });
  }
  const properties = dumped("", "", { issuer, audiences, claimsMatchingExpression: expression }).values;
  return dumped("azapi_resource", idOf(each), {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2025-01-31-preview",
    name,
    parent_id: parent,
    body: objectOf([["properties", properties]]),
  });
}

/** https://learn.microsoft.com/cli/azure/ad/app#az-ad-app-list */
const APPLICATIONS: Dump = {
  command: "az ad app list",
  is: (json) => firstOf(json)?.["appId"] !== undefined && firstOf(json)?.["identifierUris"] !== undefined,
  resources: (json) =>
    objects(json).map((each) =>
      dumped("azuread_application", idOf(each), {
        id: `/applications/${idOf(each)}`,
        object_id: each["id"],
        client_id: each["appId"],
        display_name: each["displayName"],
      }),
    ),
};

/** https://learn.microsoft.com/cli/azure/ad/sp#az-ad-sp-list */
const SERVICE_PRINCIPALS: Dump = {
  command: "az ad sp list",
  is: (json) => firstOf(json)?.["servicePrincipalType"] !== undefined,
  resources: (json) =>
    objects(json).map((each) =>
      dumped("azuread_service_principal", idOf(each), {
        object_id: each["id"],
        client_id: each["appId"],
        account_enabled: each["accountEnabled"],
      }),
    ),
};

/** Microsoft Graph's answer does not tell the application. https://learn.microsoft.com/cli/azure/ad/app/federated-credential */
const APPLICATION_CREDENTIALS: Dump = {
  command: "az ad app federated-credential list",
  is: (json) => {
    const first = firstOf(json);
    return first?.["issuer"] !== undefined && first["audiences"] !== undefined && !idOf(first).includes("/");
  },
  resources: () => [],
  lacks: {
    what: "these credentials do not tell which application they are of, so nothing of them is read",
    cure: 'give what `collect` prints for them: {"application": the application\'s object id, "credentials": the list}',
  },
};

/** The same, with the application beside it. */
const CREDENTIALS_OF_APPLICATION: Dump = {
  command: "az ad app federated-credential list, with the application",
  is: (json) => textOf(field(json, "application")) !== undefined && field(json, "credentials") !== undefined,
  resources: (json) =>
    objects(field(json, "credentials")).map((each) => {
      const application = `/applications/${textOf(field(json, "application")) ?? ""}`;
      const { name, issuer, subject, audiences } = each;
      const expression = textOf(field(each["claimsMatchingExpression"], "value"));
      const common = { application_id: application, display_name: name, issuer };
      return expression === undefined
        ? dumped("azuread_application_federated_identity_credential", idOf(each), { ...common, subject, audiences })
        : dumped("azuread_application_flexible_federated_identity_credential", idOf(each), {
            ...common,
            audience: first(audiences),
            claims_matching_expression: expression,
          });
    }),
};

const first = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? (list[0] as Json) : list);

/** https://learn.microsoft.com/cli/azure/role/assignment#az-role-assignment-list */
const ASSIGNMENTS: Dump = {
  command: "az role assignment list --all",
  is: (json) => firstOf(json)?.["principalId"] !== undefined && firstOf(json)?.["roleDefinitionId"] !== undefined,
  resources: (json) =>
    objects(json).map((each) =>
      dumped("azurerm_role_assignment", idOf(each), {
        principal_id: each["principalId"],
        role_definition_name: each["roleDefinitionName"],
        role_definition_id: each["roleDefinitionId"],
        scope: each["scope"],
        condition: each["condition"] ?? undefined,
      }),
    ),
};

/** https://learn.microsoft.com/cli/azure/role/definition#az-role-definition-list */
const DEFINITIONS: Dump = {
  command: "az role definition list --custom-role-only true",
  is: (json) => firstOf(json)?.["roleName"] !== undefined && firstOf(json)?.["permissions"] !== undefined,
  resources: (json) =>
    objects(json).map((each) =>
      dumped("azurerm_role_definition", idOf(each), {
        role_definition_resource_id: each["id"],
        name: each["roleName"],
        scope: first(each["assignableScopes"]),
        permissions: objects(each["permissions"]).map(
          ({ actions = [], notActions = [], dataActions = [], notDataActions = [] }) =>
            dumped("", "", {
              actions,
              not_actions: notActions,
              data_actions: dataActions,
              not_data_actions: notDataActions,
            }).values,
        ),
      }),
    ),
};

/** What `az` prints. */
export const AZURE_DUMPS: readonly Dump[] = [
  IDENTITIES,
  CREDENTIALS,
  APPLICATIONS,
  SERVICE_PRINCIPALS,
  CREDENTIALS_OF_APPLICATION,
  APPLICATION_CREDENTIALS,
  ASSIGNMENTS,
  DEFINITIONS,
];
