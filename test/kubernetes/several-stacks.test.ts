// The cloud half and the Kubernetes half of a workload, in Terraform states of their own.
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack, Testing } from "cdktf";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Cluster, FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { GoogleTrust } from "../../lib/google";
import { EDGE, EU, resources, withoutNotes, type Terraform } from "../world";

function synth(build: (cloud: TerraformStack, clusters: TerraformStack) => void): Record<"cloud" | "clusters", Terraform> {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "stacks-")) });
  const cloud = new TerraformStack(app, "cloud");
  const clusters = new TerraformStack(app, "clusters");
  for (const stack of [cloud, clusters]) {
    new AwsProvider(stack, "aws-provider", { region: "eu-west-1" });
    new GoogleProvider(stack, "google-provider", { project: "acme-prod" });
  }
  build(cloud, clusters);
  app.synth();
  const read = (name: string) =>
    withoutNotes(JSON.parse(readFileSync(join(app.outdir, "stacks", name, "cdk.tf.json"), "utf8"))) as Terraform;
  return { cloud: read("cloud"), clusters: read("clusters") };
}

describe("a workload in two states", () => {
  it("refers from the Kubernetes half to the cloud half across stacks", () => {
    const { cloud, clusters } = synth((cloudStack, clusterStack) => {
      const provider = new KubernetesProvider(clusterStack, "kubernetes", { configPath: "~/.kube/config" });
      const eu = Cluster.eks(cloudStack, "eu", { issuerUrl: EU, provider });
      const google = new GoogleTrust(cloudStack, "google", {
        issuers: [eu.issuer],
        project: "acme-prod",
        projectNumber: "123456789012",
      });
      const orders = new FederatedWorkload(cloudStack, "orders", {
        clusters: [eu],
        namespace: "shop",
        serviceAccountName: "orders",
        kubernetesScope: clusterStack,
        identities: { aws: new AwsTrust(cloudStack, "aws", { issuers: [eu.issuer] }).role(), google: google.serviceAccount() },
      });
      expect(orders.ready.fqn).not.toBe("");
    });
    const [roleName] = Object.keys(cloud.resource!["aws_iam_role"]!);
    expect(Object.keys(clusters.resource!).sort()).toEqual([
      "kubernetes_config_map_v1",
      "kubernetes_service_account_v1",
      "terraform_data",
    ]);
    expect(Object.keys(cloud.resource!).filter((type) => type.startsWith("kubernetes_"))).toEqual([]);
    expect(resources(clusters, "kubernetes_service_account_v1")).toEqual([
      {
        provider: "kubernetes",
        metadata: {
          name: "orders",
          namespace: "shop",
          annotations: {
            "eks.amazonaws.com/audience": "sts.amazonaws.com",
            "eks.amazonaws.com/role-arn": `\${data.terraform_remote_state.cross-stack-reference-input-cloud.outputs.cross-stack-output-aws_iam_role${roleName!}arn}`,
          },
        },
      },
    ]);
    const [{ data } = {}] = resources(clusters, "kubernetes_config_map_v1");
    expect(JSON.stringify(data)).toContain(
      "data.terraform_remote_state.cross-stack-reference-input-cloud.outputs.cross-stack-output-google_service_account",
    );
    expect(resources(clusters, "terraform_data")[0]!["depends_on"]).toHaveLength(2);
  });

  it("takes the issuer of a cluster that another stack creates", () => {
    const { cloud } = synth((cloudStack, clusterStack) => {
      const eks = new DataAwsEksCluster(clusterStack, "eks", { name: "eu" });
      const made = Cluster.eks(cloudStack, "made", { cluster: eks });
      new FederatedWorkload(cloudStack, "orders", {
        clusters: [made],
        namespace: "shop",
        serviceAccountName: "orders",
        serviceAccount: "existing",
        identities: { aws: new AwsTrust(cloudStack, "aws", { issuers: [made.issuer] }).role() },
      });
    });
    const [{ assume_role_policy } = {}] = resources(cloud, "aws_iam_role");
    expect(assume_role_policy).toContain(
      "${trimprefix(data.terraform_remote_state.cross-stack-reference-input-clusters.outputs.",
    );
    expect(JSON.stringify(cloud)).not.toContain("TfToken");
  });

  it("takes plain strings instead", () => {
    const stack = new TerraformStack(Testing.app(), "clusters");
    const edge = Cluster.selfManaged(stack, "edge", { issuerUrl: EDGE });
    const google = GoogleTrust.fromProviders(stack, "google", {
      project: "acme-prod",
      projectNumber: "123456789012",
      providers: [{ issuer: edge.issuer, poolId: "edge-pool", providerId: "edge-cluster" }],
    });
    new FederatedWorkload(stack, "orders", {
      clusters: [edge],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { google: google.principal() },
    });
    const terraform = JSON.parse(Testing.synth(stack)) as Terraform;
    expect(Object.keys(terraform.resource!).sort()).toEqual(["kubernetes_config_map_v1", "kubernetes_service_account_v1"]);
  });
});
