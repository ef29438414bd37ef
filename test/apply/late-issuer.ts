import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { DataResource } from "cdktf/lib/terraform-data-resource";
import { Cluster, FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";

/**
 * A stack whose file Terraform applies untouched, because it asks for nothing but IAM: an existing ServiceAccount on two clusters,
 * one of which gets its issuer only while Terraform applies, as a cluster does that the same stack creates. The inline policy holds
 * a variable of IAM's. Returns the directory of the synthesized stack.
 */
export function synthesizeLateIssuer(outdir: string, lateUrl: string): string {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "late-issuer");
  new AwsProvider(stack, "aws-provider", { region: "eu-west-1" });
  const lateCluster = new DataResource(stack, "late-cluster", { input: { issuer: lateUrl } });

  const eu = Cluster.eks(stack, "eu", {
    issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
  });
  const late = Cluster.selfManaged(stack, "late", { issuerUrl: lateCluster.getStringAttribute("output.issuer") });
  const aws = new AwsTrust(stack, "aws", { issuers: [eu.issuer, late.issuer] });
  new FederatedWorkload(stack, "orders", {
    clusters: [eu, late],
    namespace: "shop",
    serviceAccountName: "orders",
    serviceAccount: "existing",
    identities: {
      aws: aws.role({
        name: "orders",
        inlinePolicies: {
          team: {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::acme/$${aws:PrincipalTag/team}/*" }],
          },
        },
      }),
    },
  });
  app.synth();
  return join(outdir, "stacks", "late-issuer");
}
