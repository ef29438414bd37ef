// The production environment of one GitHub repository deploys to three clouds. `terraform output -raw deploy-job` prints the job.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { AwsTrust } from "cdktf-workload-identity/aws";
import { AzureTrust } from "cdktf-workload-identity/azure";
import { FederatedPipeline, GitHub, githubJob } from "cdktf-workload-identity/ci";
import { GoogleTrust } from "cdktf-workload-identity/google";
import type { Construct } from "constructs";

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";

class GitHubDeploy extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new GoogleProvider(this, "google-provider", { project: "acme-prod" });
    new AzurermProvider(this, "azurerm-provider", { subscriptionId: SUBSCRIPTION, features: [{}] });

    const issuers = [GitHub.issuer];
    const aws = new AwsTrust(this, "aws", { issuers, region: "eu-west-1" });
    const google = new GoogleTrust(this, "google", {
      issuers,
      project: "acme-prod",
      projectNumber: "123456789012",
      pools: { github: { attributeCondition: "assertion.repository_owner_id == '65'" } },
    });
    const azure = new AzureTrust(this, "azure", {
      resourceGroupName: "acme",
      location: "westeurope",
      tenantId: "22222222-2222-2222-2222-222222222222",
    });

    // gh api repos/acme/api --jq '.owner.id, .id'
    const production = GitHub.environment("acme/api", "production", { ownerId: "65", repositoryId: "74" });
    const deploy = new FederatedPipeline(this, "deploy", {
      subjects: [production],
      identities: {
        aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] }),
        google: google.serviceAccount({ roles: ["roles/run.developer"] }),
        azure: azure.managedIdentity({
          roleAssignments: [{ roleDefinitionName: "Contributor", scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/acme` }],
        }),
      },
    });
    new TerraformOutput(this, "deploy-job", { value: githubJob(deploy, production) });
  }
}

const app = new App();
new GitHubDeploy(app, "github-actions");
app.synth();
