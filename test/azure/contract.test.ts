import { AzureTrust, type AzureManagedIdentity } from "../../lib/azure";
import { keepsTheContract } from "../contract";
import { resources } from "../world";

const TENANT = "22222222-2222-2222-2222-222222222222";

describe("Azure", () => {
  keepsTheContract({
    name: "azure",
    packages: ["@cdktf/provider-azurerm", "@cdktf/provider-kubernetes"],
    request: (scope) =>
      new AzureTrust(scope, "trust", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT }).managedIdentity(),
    trust: (terraform) => {
      const [identity] = Object.keys(terraform.resource!["azurerm_user_assigned_identity"]!);
      return resources(terraform, "azurerm_federated_identity_credential")
        .map(({ name: _name, depends_on: _dependsOn, ...credential }) => {
          expect(credential["parent_id"]).toBe(`\${azurerm_user_assigned_identity.${identity!}.id}`);
          return credential;
        })
        .map(({ parent_id: _parent, ...credential }) => credential)
        .sort((a, b) => String(a["issuer"]).localeCompare(String(b["issuer"])));
    },
    expected: (lines) =>
      lines
        .map(({ issuer, subject }) => ({
          issuer,
          subject,
          audience: ["api://AzureADTokenExchange"],
          resource_group_name: "acme",
        }))
        .sort((a, b) => a.issuer.localeCompare(b.issuer)),
    withWebhook: {
      cluster: ({ we }) => we,
      annotations: (terraform) => ({
        "azure.workload.identity/client-id": `\${azurerm_user_assigned_identity.${Object.keys(terraform.resource!["azurerm_user_assigned_identity"]!)[0]!}.client_id}`,
        "azure.workload.identity/tenant-id": TENANT,
      }),
      pod: { labels: { "azure.workload.identity/use": "true" } },
    },
    withoutWebhook: (identity) => ({
      env: {
        AZURE_CLIENT_ID: (identity as AzureManagedIdentity).clientId,
        AZURE_TENANT_ID: TENANT,
        AZURE_FEDERATED_TOKEN_FILE: "/var/run/secrets/login.microsoftonline.com/serviceaccount/token",
        AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
      },
      tokens: [
        {
          volumeName: "azure-token",
          mountPath: "/var/run/secrets/login.microsoftonline.com/serviceaccount",
          path: "token",
          audience: "api://AzureADTokenExchange",
          expirationSeconds: 3600,
        },
      ],
      files: [],
      labels: {},
      annotations: {},
    }),
    pattern: { refusedWith: "SUBJECT_PATTERN_UNSUPPORTED" },
    listsIssuers: false,
  });
});
