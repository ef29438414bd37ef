// A platform team's app as it grows in practice: five clusters in one stack, six workloads and a pipeline in another, all with providers of
// their own, values that only apply knows, and things that exist already.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Deployment } from "@cdktf/provider-kubernetes/lib/deployment";
import { TerraformStack, TerraformVariable, type App } from "cdktf";
import { Cluster, FederatedPipeline, FederatedWorkload, GitHubActions, ServiceAccount } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { AzureTrust } from "../../lib/azure";
import { GoogleTrust } from "../../lib/google";

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/platform`;

/** The clusters: three on EKS (one of them found, not made), one on GKE, one on AKS. */
class Clusters extends TerraformStack {
  readonly eks: Readonly<Record<"eu" | "us", EksCluster>>;
  readonly found: DataAwsEksCluster;
  readonly gke: ContainerCluster;
  readonly aks: KubernetesCluster;

  constructor(app: App) {
    super(app, "clusters");
    new AwsProvider(this, "aws", { region: "eu-west-1" });
    const us = new AwsProvider(this, "aws-us", { region: "us-east-1", alias: "us" });
    new GoogleProvider(this, "google", { project: "acme-prod" });
    new AzurermProvider(this, "azurerm", { subscriptionId: SUBSCRIPTION, features: [{}] });
    const eks = (name: string, provider?: AwsProvider) =>
      new EksCluster(this, `eks-${name}`, {
        provider,
        name,
        roleArn: "arn:aws:iam::111122223333:role/eks",
        vpcConfig: { subnetIds: ["subnet-a", "subnet-b"] },
      });
    this.eks = { eu: eks("eu"), us: eks("us", us) };
    this.found = new DataAwsEksCluster(this, "eks-legacy", { name: "legacy" });
    this.gke = new ContainerCluster(this, "gke", { name: "data", location: "europe-west4", project: "acme-prod" });
    this.aks = new KubernetesCluster(this, "aks", {
      name: "shop",
      location: "West Europe",
      resourceGroupName: "platform",
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      defaultNodePool: { name: "system", vmSize: "Standard_D2s_v5", nodeCount: 1 },
      identity: { type: "SystemAssigned" },
      dnsPrefix: "shop",
    });
  }
}

/** What runs there, and who may become what. */
class Workloads extends TerraformStack {
  constructor(app: App, made: Clusters) {
    super(app, "workloads");
    new AwsProvider(this, "aws", { region: "eu-west-1" });
    const legacyAccount = new AwsProvider(this, "aws-legacy", { region: "eu-west-1", alias: "legacy", profile: "legacy" });
    new GoogleProvider(this, "google", { project: "acme-prod" });
    new AzurermProvider(this, "azurerm", { subscriptionId: SUBSCRIPTION, features: [{}] });
    const stage = new TerraformVariable(this, "stage", { type: "string" }).stringValue;
    const kubernetes = (alias: string) =>
      new KubernetesProvider(this, `kubernetes-${alias}`, { alias, configPath: "~/.kube/config", configContext: alias });

    const eu = Cluster.eks(this, "eu", { cluster: made.eks.eu, provider: kubernetes("eu") });
    const us = Cluster.eks(this, "us", { cluster: made.eks.us, provider: kubernetes("us") });
    const legacy = Cluster.eks(this, "legacy", { cluster: made.found, provider: kubernetes("legacy") });
    const data = Cluster.gke(this, "data", { cluster: made.gke, provider: kubernetes("data") });
    const shop = Cluster.aks(this, "shop", { cluster: made.aks, provider: kubernetes("shop") });
    const all = [eu, us, legacy, data, shop];
    const github = new GitHubActions({ ownerId: "65" });

    const aws = new AwsTrust(this, "aws-trust", {
      issuers: [...all.map(({ issuer }) => issuer), github.issuer],
      region: "eu-west-1",
      roleNamePrefix: "wi-",
      tags: { team: "platform", stage },
      permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/workloads",
    });
    const adopted = AwsTrust.fromProviderArns(this, "adopted", {
      provider: legacyAccount,
      providers: [{ issuer: legacy.issuer, arn: `arn:aws:iam::444455556666:oidc-provider/${legacy.issuer.hostAndPath}` }],
    });
    const google = new GoogleTrust(this, "google-trust", {
      issuers: [eu.issuer, us.issuer, data.issuer, github.issuer],
      project: "acme-prod",
      projectNumber: "123456789012",
    });
    const azure = new AzureTrust(this, "azure-trust", {
      resourceGroupName: "platform",
      location: "westeurope",
      tenantId: "22222222-2222-2222-2222-222222222222",
      tags: { team: "platform" },
    });

    const queue = new IamPolicy(this, "queue", { name: "orders-queue", policy: JSON.stringify(QUEUE) });
    const orders = new FederatedWorkload(this, "orders", {
      clusters: all,
      namespace: "shop",
      serviceAccountName: "orders",
      labels: { "app.kubernetes.io/name": "orders" },
      annotations: { "acme.example/owner": "team: shop" },
      identities: {
        aws: aws.role({ policyArns: [queue.arn], maxSessionDuration: 7200, description: `Orders (${stage})` }),
        azure: azure.managedIdentity({
          roleAssignments: [
            {
              roleDefinitionName: "Storage Blob Data Reader",
              scope: `${GROUP}/providers/Microsoft.Storage/storageAccounts/orders`,
            },
            { roleDefinitionName: "Reader", scope: GROUP },
          ],
        }),
      },
    });
    new FederatedWorkload(this, "reports", {
      clusters: [eu, data],
      namespace: "data",
      serviceAccountName: "reports",
      subjects: [{ namespace: "data", name: "reports-backfill" }],
      identities: {
        aws: aws.role({ inlinePolicies: { Queue: QUEUE }, customerPolicies: { read: QUEUE } }),
        google: google.serviceAccount({
          displayName: "Reports",
          roles: ["roles/bigquery.dataViewer", { role: "roles/storage.objectViewer", project: "acme-lake" }],
        }),
      },
    });
    new FederatedWorkload(this, "search", {
      clusters: [us, data],
      namespace: `search-${stage}`,
      serviceAccountName: "search",
      identities: { google: google.principal({ roles: ["roles/pubsub.subscriber"] }) },
      tokenExpirationSeconds: 7200,
    });
    // Helm made its ServiceAccount.
    new FederatedWorkload(this, "dns", {
      clusters: [eu, us],
      namespace: "external-dns",
      serviceAccountName: "external-dns",
      serviceAccount: ServiceAccount.annotated(),
      identities: { aws: aws.role({ name: "external-dns" }) },
    });
    new FederatedWorkload(this, "billing", {
      clusters: [legacy],
      namespace: "billing",
      serviceAccountName: "billing",
      serviceAccount: "existing",
      identities: { aws: adopted.role({ provider: legacyAccount, path: "/billing/" }) },
    });
    new FederatedWorkload(this, "mail", {
      clusters: [shop],
      namespace: "shop",
      serviceAccountName: "mail",
      serviceAccount: ServiceAccount.created({ automountServiceAccountToken: false, imagePullSecrets: ["registry"] }),
      identities: {
        azure: azure.fromManagedIdentity({
          id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mail`,
          clientId: "33333333-3333-3333-3333-333333333333",
          principalId: "44444444-4444-4444-4444-444444444444",
        }),
      },
    });
    new FederatedPipeline(this, "deploy", {
      subjects: [github.environment("acme/api", "production"), github.branch("acme/api", "main")],
      identities: {
        aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] }),
        google: google.serviceAccount({ roles: ["roles/run.developer"] }),
      },
    });

    const pod = orders.pod(shop);
    new Deployment(this, "orders-on-shop", {
      provider: shop.provider,
      metadata: { name: "orders", namespace: "shop" },
      spec: {
        selector: { matchLabels: { app: "orders" } },
        template: pod.forTerraform({
          metadata: { labels: { app: "orders" } },
          spec: { container: [{ name: "app", image: "acme/orders:1" }] },
        }),
      },
      dependsOn: [orders.ready],
    });
  }
}

const QUEUE = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow" as const, Action: "sqs:SendMessage", Resource: "arn:aws:sqs:eu-west-1:111122223333:orders" }],
};

/** Both stacks, in the order in which they are applied. */
export function realisticApp(app: App): void {
  new Workloads(app, new Clusters(app));
}
