// A workload of one account that goes on to a role of another, and a role that somebody else made.
import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import type { Construct } from "constructs";

class RoleChaining extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    const data = new AwsProvider(this, "aws-data", {
      alias: "data",
      region: "eu-west-1",
      assumeRole: [{ roleArn: "arn:aws:iam::444455556666:role/terraform" }],
    });
    new KubernetesProvider(this, "kubernetes-provider", { configPath: "~/.kube/config", configContext: "eu" });

    const eu = Cluster.eks(this, "eu", {
      issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
    });
    const aws = new AwsTrust(this, "aws", {
      issuers: [eu.issuer],
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/workloads",
      roleNamePrefix: "acme-",
      tags: { team: "shop" },
    });
    const namespace = "shop";
    const queue = new DataAwsIamPolicyDocument(this, "queue", {
      statement: [{ actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:eu-west-1:111122223333:orders"] }],
    });

    const orders = new FederatedWorkload(this, "orders", {
      clusters: [eu],
      namespace,
      serviceAccountName: "orders",
      identities: {
        aws: aws.role({ assumes: ["arn:aws:iam::444455556666:role/reports"], customerPolicies: { queue } }),
      },
    });
    new IamRole(this, "reports", {
      provider: data,
      name: "reports",
      assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [orders.identities.aws.assumeRoleStatement] }),
    });

    const identities = { aws: aws.fromRoleArn("arn:aws:iam::111122223333:role/billing") };
    new FederatedWorkload(this, "billing", { clusters: [eu], namespace, serviceAccountName: "billing", identities });
  }
}

const app = new App();
new RoleChaining(app, "role-chaining");
app.synth();
