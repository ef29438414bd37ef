import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { Cluster } from "../../lib";
import { EDGE, EU, US, WE, World } from "../world";

describe("a cluster", () => {
  it("keeps the issuer exactly as it was given", () => {
    const world = new World();
    expect([world.eu, world.us, world.we, world.edge].map(({ issuer }) => issuer.url)).toEqual([EU, US, WE, EDGE]);
    expect(world.we.issuer.hostAndPath.endsWith("/")).toBe(true);
  });

  it("knows which clouds' webhooks run on it by default", () => {
    const world = new World();
    const rosa = Cluster.openshift(world, "rosa", { issuerUrl: EDGE, platform: "aws" });
    const aro = Cluster.openshift(world, "aro", { issuerUrl: EDGE, platform: "azure" });
    const okd = Cluster.openshift(world, "okd", { issuerUrl: EDGE });
    const bare = Cluster.eks(world, "bare", { issuerUrl: EU, webhooks: [] });
    const both = Cluster.selfManaged(world, "both", {
      issuerUrl: EDGE,
      webhooks: ["eks.amazonaws.com", "azure.workload.identity"],
    });
    const webhooks = [world.eu, world.us, world.we, world.edge, rosa, aro, okd, bare, both].map((cluster) => cluster.webhooks);
    expect(webhooks).toEqual([
      ["eks.amazonaws.com"],
      [],
      ["azure.workload.identity"],
      [],
      ["eks.amazonaws.com"],
      ["azure.workload.identity"],
      [],
      [],
      ["eks.amazonaws.com", "azure.workload.identity"],
    ]);
  });

  it("takes the issuer from the cluster's own resource or data source", () => {
    const world = new World();
    const eks = new EksCluster(world, "eks", {
      name: "a",
      roleArn: "arn:aws:iam::111122223333:role/a",
      vpcConfig: { subnetIds: [] },
    });
    const data = new DataAwsEksCluster(world, "eks-data", { name: "a" });
    const gke = new ContainerCluster(world, "gke", { name: "a", location: "us-east1" });
    const aks = new KubernetesCluster(world, "aks", {
      name: "a",
      resourceGroupName: "acme",
      location: "westeurope",
      oidcIssuerEnabled: true,
      defaultNodePool: { name: "a" },
    });
    const urls = [
      Cluster.eks(world, "a", { cluster: eks }),
      Cluster.eks(world, "b", { cluster: data }),
      Cluster.gke(world, "c", { cluster: gke }),
      Cluster.aks(world, "d", { cluster: aks }),
    ].map(({ issuer }) => [world.resolve(issuer.url), world.resolve(issuer.hostAndPath)]);
    const gkePath =
      "v1/projects/${google_container_cluster.gke.project}/locations/${google_container_cluster.gke.location}/clusters/${google_container_cluster.gke.name}";
    expect(urls).toEqual([
      [
        "${aws_eks_cluster.eks.identity[0].oidc[0].issuer}",
        '${trimprefix(aws_eks_cluster.eks.identity[0].oidc[0].issuer, "https://")}',
      ],
      [
        "${data.aws_eks_cluster.eks-data.identity[0].oidc[0].issuer}",
        '${trimprefix(data.aws_eks_cluster.eks-data.identity[0].oidc[0].issuer, "https://")}',
      ],
      [`https://container.googleapis.com/${gkePath}`, `container.googleapis.com/${gkePath}`],
      [
        "${azurerm_kubernetes_cluster.aks.oidc_issuer_url}",
        '${trimprefix(azurerm_kubernetes_cluster.aks.oidc_issuer_url, "https://")}',
      ],
    ]);
  });

  it("is warned of when its issuer is in a region that nobody knows", () => {
    const warnings = (build: (world: World) => Cluster) => {
      const { node } = build(new World());
      return node.metadata.map(({ data }) => /in "([^"]+)".* \("([^"]+)" is near\)/.exec(String(data))?.slice(1));
    };
    const gke = (location: string) => (world: World) =>
      Cluster.gke(world, "new", { project: "acme-prod", location, clusterName: "us" });
    const eks = (region: string) => (world: World) => Cluster.eks(world, "new", { issuerUrl: EU.replace("eu-west-1", region) });
    expect(warnings(eks("eu-west-9"))).toEqual([["eu-west-9", "eu-west-1"]]);
    expect(warnings(gke("us-eest1-b"))).toEqual([["us-eest1", "us-east1"]]);
    expect(warnings((world) => Cluster.aks(world, "new", { issuerUrl: WE.replace("westeurope", "westeuropa") }))).toEqual([
      ["westeuropa", "westeurope"],
    ]);
    for (const known of [eks("us-gov-west-1"), eks("cn-north-1"), gke("us-east1"), gke("europe-west12-a")]) {
      expect(warnings(known)).toEqual([]);
    }
  });
});
