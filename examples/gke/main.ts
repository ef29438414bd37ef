// A GKE cluster and its workloads in one stack, through the pool that GKE keeps for the project: no pool, no provider, no token.
import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { StorageBucketIamMember } from "@cdktf/provider-google/lib/storage-bucket-iam-member";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { GkeTrust } from "cdktf-workload-identity/google";
import type { Construct } from "constructs";

class Gke extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new GoogleProvider(this, "google-provider", { project: "acme-prod" });
    new KubernetesProvider(this, "kubernetes-provider", { configPath: "~/.kube/config", configContext: "us" });

    const cluster = new ContainerCluster(this, "cluster", {
      project: "acme-prod",
      location: "us-east1",
      name: "us",
      enableAutopilot: true,
    });
    const us = Cluster.gke(this, "us", { project: "acme-prod", location: "us-east1", clusterName: "us" });
    const gke = new GkeTrust(this, "gke", { project: "acme-prod", projectNumber: "123456789012", dependsOn: [cluster] });

    // Impersonates a service account, for services that take no federated members.
    new FederatedWorkload(this, "orders", {
      clusters: [us],
      namespace: "shop",
      serviceAccountName: "orders",
      identities: { google: gke.serviceAccount({ roles: ["roles/pubsub.publisher"] }) },
    });

    // Direct access to one bucket: no service account, and nothing on the ServiceAccount either.
    const reports = new FederatedWorkload(this, "reports", {
      clusters: [us],
      namespace: "shop",
      serviceAccountName: "reports",
      identities: { google: gke.principal() },
    });
    const { members, membersDependOn } = reports.identities.google;
    new StorageBucketIamMember(this, "reports-bucket", {
      bucket: "acme-reports",
      role: "roles/storage.objectUser",
      member: members[0] ?? "",
      dependsOn: [...membersDependOn],
    });
  }
}

const app = new App();
new Gke(app, "gke");
app.synth();
