// GitHub Actions jobs of every branch of a repository deploy to Azure: a pattern, which only an Entra application can take.
import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Issuer, Subject } from "cdktf-workload-identity";
import { EntraTrust } from "cdktf-workload-identity/azuread";
import type { Construct } from "constructs";

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
const TENANT = "22222222-2222-2222-2222-222222222222";

class AzureApplicationExample extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzureadProvider(this, "azuread-provider", { tenantId: TENANT });
    new AzurermProvider(this, "azurerm-provider", { subscriptionId: SUBSCRIPTION, features: [{}] });

    const github = new Issuer({ name: "github", url: "https://token.actions.githubusercontent.com" });
    // Names can be taken over, so Entra wants an id beside the pattern: gh api repos/acme/shop --jq .id
    const claims = { repository_id: "74" };
    const branches = Subject.matching("repo:acme/shop:ref:refs/heads/*", { claims });
    const production = Subject.exactly("repo:acme/shop:environment:production", { claims });

    const entra = new EntraTrust(this, "entra", { tenantId: TENANT });
    const preview = entra
      .application({ displayName: "shop preview" })
      .federate(this, "preview", [{ issuer: github, subject: branches }]);
    const deploy = entra
      .application({ displayName: "shop deploy" })
      .federate(this, "deploy", [{ issuer: github, subject: production }]);

    for (const [group, { principalId }] of Object.entries({ preview, deploy })) {
      new RoleAssignment(this, `${group}-role`, {
        scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop-${group}`,
        roleDefinitionName: "Contributor",
        principalId,
        principalType: "ServicePrincipal",
      });
    }

    // The step of the job that becomes the application (the job needs the permission "id-token: write").
    new TerraformOutput(this, "deploy-step", { value: deploy.jobSettings().githubAction });
  }
}

const app = new App();
new AzureApplicationExample(app, "azure-application");
app.synth();
