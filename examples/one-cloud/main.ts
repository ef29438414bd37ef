// One ServiceAccount on one EKS cluster, one IAM role.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import type { Construct } from "constructs";

class OneCloud extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new KubernetesProvider(this, "kubernetes-provider", { configPath: "~/.kube/config", configContext: "eu" });

    const eu = Cluster.eks(this, "eu", {
      issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
    });
    const aws = new AwsTrust(this, "aws", { issuers: [eu.issuer] });

    const orders = new FederatedWorkload(this, "orders", {
      clusters: [eu],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }) },
    });

    new TerraformOutput(this, "orders-role", { value: orders.identities.aws.arn });
  }
}

const app = new App();
new OneCloud(app, "one-cloud");
app.synth();
