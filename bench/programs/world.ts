// What the two programs share: the providers, the names, and the issuers of the two clusters.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";

export const PROJECT = "acme-prod";
export const PROJECT_NUMBER = "123456789012";
export const TENANT = "22222222-2222-2222-2222-222222222222";
export const RESOURCE_GROUP = "acme";
export const LOCATION = "westeurope";
export const NAMESPACE = "shop";
export const POLICY_ARN = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
export const GOOGLE_ROLE = "roles/pubsub.publisher";
export const AZURE_ROLE = "Storage Blob Data Reader";
export const AZURE_SCOPE = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme";

export const EU_ISSUER = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
export const US_CLUSTER = { project: PROJECT, location: "us-east1", clusterName: "us" };
export const US_ISSUER = "https://container.googleapis.com/v1/projects/acme-prod/locations/us-east1/clusters/us";

/** A stack with a provider for each cloud and each cluster, and nothing else. */
export class World extends TerraformStack {
  readonly euKubernetes: KubernetesProvider;
  readonly usKubernetes: KubernetesProvider;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new GoogleProvider(this, "google-provider", { project: PROJECT });
    new AzurermProvider(this, "azurerm-provider", { subscriptionId: AZURE_SCOPE.split("/")[2], features: [{}] });
    this.euKubernetes = new KubernetesProvider(this, "eu-kubernetes", { alias: "eu", configPath: "~/.kube/config" });
    this.usKubernetes = new KubernetesProvider(this, "us-kubernetes", { alias: "us", configPath: "~/.kube/config" });
  }
}
