// Everything but the leave to get in exists already: OIDC provider, pool, Google service account, and a ServiceAccount that Helm made.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AwsTrust } from "cdktf-workload-identity/aws";
import { GoogleTrust } from "cdktf-workload-identity/google";
import type { Construct } from "constructs";

class Existing extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AwsProvider(this, "aws-provider", { region: "eu-west-1" });
    new GoogleProvider(this, "google-provider", { project: "acme-prod" });
    new KubernetesProvider(this, "kubernetes-provider", { configPath: "~/.kube/config", configContext: "eu" });

    const eu = Cluster.eks(this, "eu", {
      issuerUrl: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
    });
    const aws = AwsTrust.fromProviderArns(this, "aws", {
      providers: [{ issuer: eu.issuer, arn: `arn:aws:iam::111122223333:oidc-provider/${eu.issuer.hostAndPath}` }],
    });
    const google = GoogleTrust.fromProviders(this, "google", {
      project: "acme-prod",
      projectNumber: "123456789012",
      providers: [{ issuer: eu.issuer, poolId: "eu-cluster", providerId: "eks-eu" }],
    });

    const dns = new FederatedWorkload(this, "dns", {
      clusters: [eu],
      namespace: "external-dns",
      serviceAccountName: "external-dns",
      serviceAccount: "existing",
      identities: {
        aws: aws.role({ name: "external-dns", permissionsBoundaryArn: "arn:aws:iam::111122223333:policy/workloads" }),
        google: google.fromServiceAccountEmail("external-dns@acme-prod.iam.gserviceaccount.com"),
      },
    });

    // What the chart's values must say: serviceAccount.annotations.
    new TerraformOutput(this, "service-account-annotations", { value: dns.serviceAccountAnnotations(eu) });
  }
}

const app = new App();
new Existing(app, "existing");
app.synth();
