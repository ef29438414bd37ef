// One ServiceAccount on two clusters, with an identity in each of three clouds.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import { AzureTrust } from "cdktf-workload-identity/azure";
import { GoogleTrust } from "cdktf-workload-identity/google";
import type { Construct } from "constructs";

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
const PROJECT = "acme-prod";
const EKS = "0123456789ABCDEF0123456789ABCDEF";
const TENANT = "22222222-2222-2222-2222-222222222222";

class ThreeClouds extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new GoogleProvider(this, "google-provider", { project: PROJECT });
    new AzurermProvider(this, "azurerm-provider", { subscriptionId: SUBSCRIPTION, features: [{}] });
    const kubernetes = (name: string) =>
      new KubernetesProvider(this, `kubernetes-${name}`, { alias: name, configPath: "~/.kube/config", configContext: name });

    const eu = Cluster.eks(this, "eu", {
      issuerUrl: `https://oidc.eks.eu-west-1.amazonaws.com/id/${EKS}`,
      provider: kubernetes("eu"),
    });
    const us = Cluster.gke(this, "us", { project: PROJECT, location: "us-east1", clusterName: "us", provider: kubernetes("us") });

    const issuers = [eu.issuer, us.issuer];
    const aws = new AwsTrust(this, "aws", { issuers, region: "eu-west-1" });
    const google = new GoogleTrust(this, "google", { issuers, project: PROJECT, projectNumber: "123456789012" });
    const azure = new AzureTrust(this, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });

    new FederatedWorkload(this, "orders", {
      clusters: [eu, us],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: {
        aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }),
        google: google.serviceAccount({ roles: ["roles/pubsub.publisher"] }),
        azure: azure.managedIdentity({
          roleAssignments: [
            { roleDefinitionName: "Storage Blob Data Reader", scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/acme` },
          ],
        }),
      },
    });
  }
}

const app = new App();
new ThreeClouds(app, "three-clouds");
app.synth();
