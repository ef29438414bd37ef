// The main branch of a GitLab project, by its path and by the id that survives a rename, publishes to AWS and Google Cloud.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { AwsTrust } from "cdktf-workload-identity/aws";
import { FederatedPipeline, GitLab, gitlabJob } from "cdktf-workload-identity/ci";
import { GoogleTrust } from "cdktf-workload-identity/google";
import type { Construct } from "constructs";

class GitLabPublish extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new GoogleProvider(this, "google-provider", { project: "acme-prod" });

    const gitlab = new GitLab({ url: "https://gitlab.example.com" });
    const aws = new AwsTrust(this, "aws", { issuers: [gitlab.issuer], region: "eu-west-1" });
    const google = new GoogleTrust(this, "google", {
      issuers: [gitlab.issuer],
      project: "acme-prod",
      projectNumber: "123456789012",
      pools: { gitlab: { attributeCondition: "assertion.project_id == '20'" } },
    });

    const byPath = gitlab.branch("acme/platform/api", "main");
    const byId = gitlab.branch({ projectId: "20" }, "main");
    const publish = new FederatedPipeline(this, "publish", {
      subjects: [byPath, byId],
      identities: {
        aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"] }),
        google: google.serviceAccount({ roles: ["roles/artifactregistry.writer"] }),
      },
    });
    new TerraformOutput(this, "publish-job", { value: gitlabJob(publish, byPath) });
  }
}

const app = new App();
new GitLabPublish(app, "gitlab");
app.synth();
