// A Deployment and a CronJob of one workload: one as Terraform's own resource, one as a manifest that somebody else wrote.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import type { Construct } from "constructs";

const labels = { app: "orders" };

/** As it comes out of a YAML file. */
const report = {
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata: { name: "orders-report" },
  spec: {
    schedule: "0 6 * * *",
    jobTemplate: {
      spec: {
        template: {
          spec: { restartPolicy: "Never", containers: [{ name: "report", image: "registry.example.com/report:1" }] },
        },
      },
    },
  },
};

class Deployment extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new KubernetesProvider(this, "kubernetes-provider", { configPath: "~/.kube/config" });
    const edge = Cluster.selfManaged(this, "edge", { issuerUrl: "https://oidc.edge.example.com" });
    const aws = new AwsTrust(this, "aws", { issuers: [edge.issuer], region: "eu-west-1" });
    const orders = new FederatedWorkload(this, "orders", {
      clusters: [edge],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }) },
      tokenExpirationSeconds: 3600,
    });

    const pod = orders.pod(edge);
    const container = [{ name: "app", image: "registry.example.com/orders:1" }];
    new DeploymentV1(this, "deployment", {
      metadata: { name: "orders", namespace: pod.namespace },
      spec: { selector: { matchLabels: labels }, template: pod.forTerraform({ metadata: { labels }, spec: { container } }) },
      dependsOn: [orders.ready],
    });
    new Manifest(this, "report", { manifest: pod.applyTo(report), dependsOn: [orders.ready] });
  }
}

const app = new App();
new Deployment(app, "deployment");
app.synth();
