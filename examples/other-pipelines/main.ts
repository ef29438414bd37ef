// Buildkite, CircleCI, Bitbucket and SPIRE: each becomes a role of its own. Bitbucket's and CircleCI's tokens bring their own audience.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { AwsTrust } from "cdktf-workload-identity/aws";
import {
  Bitbucket,
  Buildkite,
  CircleCi,
  FederatedPipeline,
  SpiffeTrustDomain,
  type PipelineSubject,
} from "cdktf-workload-identity/ci";
import type { Construct } from "constructs";

const API = "76543210-ba98-fedc-3210-edcba0987654";

class OtherPipelines extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });

    const buildkite = new Buildkite({ organization: "acme" });
    const circleci = new CircleCi({ organizationId: "2a3b4c5d-1111-2222-3333-444455556666" });
    const bitbucket = new Bitbucket({ workspace: "acme", workspaceUuid: "{5a1ff0ab-7a0d-4b8f-9d1c-2f3c4d5e6f70}" });
    const spiffe = new SpiffeTrustDomain({ trustDomain: "example.org", issuerUrl: "https://oidc-discovery.example.org" });

    this.deploy("buildkite", "sts.amazonaws.com", buildkite.branchMatching("api", "main"));
    this.deploy("circleci", circleci.audience, circleci.projectMatching(API));
    this.deploy("bitbucket", bitbucket.audience, bitbucket.repositoryMatching(API));
    this.deploy("spiffe", "sts.amazonaws.com", spiffe.workload("/ci/deploy"));
  }

  private deploy(id: string, audience: string, job: PipelineSubject): void {
    const aws = new AwsTrust(this, `${id}-aws`, { issuers: [job.issuer], clientIds: [audience] });
    const { identities } = new FederatedPipeline(this, id, {
      subjects: [job],
      identities: { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"] }) },
    });
    new TerraformOutput(this, `${id}-role`, { value: identities.aws.arn });
  }
}

const app = new App();
new OtherPipelines(app, "other-pipelines");
app.synth();
