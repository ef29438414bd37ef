// A workspace of HCP Terraform plans with one role and applies with another; the outputs are the workspace's environment variables.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { AwsTrust } from "cdktf-workload-identity/aws";
import { FederatedPipeline, HcpTerraform } from "cdktf-workload-identity/ci";
import type { Construct } from "constructs";

class HcpTerraformRuns extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });

    const terraform = new HcpTerraform({ organization: "acme" });
    const aws = new AwsTrust(this, "aws", { issuers: [terraform.issuer], clientIds: ["aws.workload.identity"] });

    const plan = new FederatedPipeline(this, "plan", {
      subjects: [terraform.plan("Default Project", "network-prod")],
      identities: { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }) },
    });
    const apply = new FederatedPipeline(this, "apply", {
      subjects: [terraform.apply("Default Project", "network-prod")],
      identities: { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] }) },
    });

    new TerraformOutput(this, "workspace-variables", {
      value: {
        TFC_AWS_PROVIDER_AUTH: "true",
        TFC_AWS_PLAN_ROLE_ARN: plan.identities.aws.arn,
        TFC_AWS_APPLY_ROLE_ARN: apply.identities.aws.arn,
      },
    });
  }
}

const app = new App();
new HcpTerraformRuns(app, "hcp-terraform");
app.synth();
