import { EntraTrust } from "../../lib/azuread";
import { entra, TENANT } from "../azure/entra";
import { keepsTheContract } from "../contract";
import { resources, type Terraform } from "../world";

describe("an Entra application", () => {
  const applications = (terraform: Terraform) => Object.keys(terraform.resource?.["azuread_application_registration"] ?? {});
  keepsTheContract({
    ...entra((terraform) => `\${azuread_application_registration.${applications(terraform)[0]!}.client_id}`),
    name: "azuread",
    packages: ["@cdktf/provider-azuread"],
    request: (scope) => new EntraTrust(scope, "trust", { tenantId: TENANT }).application(),
    trust: (terraform) => {
      expect(resources(terraform, "azuread_application_flexible_federated_identity_credential")).toEqual([]);
      return resources(terraform, "azuread_application_federated_identity_credential")
        .map(({ display_name: _name, depends_on: _dependsOn, ...credential }) => credential)
        .sort((a, b) => String(a["issuer"]).localeCompare(String(b["issuer"])))
        .map(({ application_id, ...credential }) => {
          expect(application_id).toBe(`\${azuread_application_registration.${applications(terraform)[0]!}.id}`);
          return credential;
        });
    },
    expected: (trusted) =>
      trusted
        .map(({ issuer, subject }) => ({ issuer, subject, audiences: ["api://AzureADTokenExchange"] }))
        .sort((a, b) => a.issuer.localeCompare(b.issuer)),
  });
});
