// Four kinds of cluster, whose issuers come from resources, data sources and plain text; each is reached through its own provider.
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DataAzurermKubernetesCluster } from "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import type { Construct } from "constructs";

class ManyClusters extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new AzurermProvider(this, "azurerm-provider", { subscriptionId: "11111111-1111-1111-1111-111111111111", features: [{}] });
    const kubernetes = (name: string) =>
      new KubernetesProvider(this, `kubernetes-${name}`, { alias: name, configPath: "~/.kube/config", configContext: name });

    const eks = new DataAwsEksCluster(this, "eks-cluster", { name: "prod" });
    const aks = new DataAzurermKubernetesCluster(this, "aks-cluster", { name: "prod", resourceGroupName: "acme" });
    const clusters = [
      Cluster.eks(this, "eks", { cluster: eks, provider: kubernetes("eks") }),
      Cluster.aks(this, "aks", { cluster: aks, provider: kubernetes("aks") }),
      Cluster.openshift(this, "rosa", {
        issuerUrl: "https://oidc.op1.openshiftapps.com/1a2b3c",
        platform: "aws",
        provider: kubernetes("rosa"),
      }),
      Cluster.selfManaged(this, "edge", { issuerUrl: "https://oidc.edge.example.com", provider: kubernetes("edge") }),
    ];
    const aws = new AwsTrust(this, "aws", { issuers: clusters.map(({ issuer }) => issuer), region: "eu-west-1" });

    new FederatedWorkload(this, "backup", {
      clusters,
      namespace: "velero",
      serviceAccountName: "velero",
      identities: {
        aws: aws.role({
          path: "/workloads/",
          maxSessionDuration: 7200,
          inlinePolicies: {
            bucket: {
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::acme-backup/*" }],
            },
          },
        }),
      },
    });
  }
}

const app = new App();
new ManyClusters(app, "many-clusters");
app.synth();
