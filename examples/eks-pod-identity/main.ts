// A role that was IRSA on two EKS clusters and is on its way to Pod Identity on one of them.
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust, EksPodIdentity } from "cdktf-workload-identity/aws";
import type { Construct } from "constructs";

class PodIdentity extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    const kubernetes = (name: string) =>
      new KubernetesProvider(this, `kubernetes-${name}`, { alias: name, configPath: "~/.kube/config", configContext: name });

    const created = new EksCluster(this, "cluster", {
      name: "eu",
      roleArn: "arn:aws:iam::111122223333:role/eks-cluster",
      vpcConfig: { subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] },
    });
    const eu = Cluster.eks(this, "eu", { cluster: created, provider: kubernetes("eu") });
    const old = Cluster.eks(this, "old", {
      issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
      provider: kubernetes("old"),
    });

    // First the associations, with both issuers trusted still: pods that run keep their tokens until they start anew. Then eu.issuer
    // goes from the trust.
    const trust = new AwsTrust(this, "aws", { issuers: [eu.issuer, old.issuer] });
    const eks = new EksPodIdentity(this, "eks", {
      clusters: [{ cluster: eu, clusterName: created.name, arn: created.arn }],
      trust,
      agentAddon: {},
    });

    new FederatedWorkload(this, "orders", {
      clusters: [eu, old],
      namespace: "shop",
      serviceAccountName: "orders",
      // Was `trust.role({…})`: the role keeps its address and its name.
      identities: { aws: eks.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }) },
    });
  }
}

const app = new App();
new PodIdentity(app, "eks-pod-identity");
app.synth();
