import { Cluster, FederatedWorkload, ServiceAccount, type ServiceAccountSource } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import {
  AKS_CLUSTER_ATTRIBUTES,
  AKS_CLUSTER_PROPS,
  CLUSTER_PROPS,
  EKS_CLUSTER_ATTRIBUTES,
  EKS_CLUSTER_PROPS,
  GKE_CLUSTER_ATTRIBUTES,
  GKE_CLUSTER_PROPS,
  OPENSHIFT_CLUSTER_PROPS,
} from "../../lib/kubernetes/cluster-values";
import { SERVICE_ACCOUNT } from "../../lib/kubernetes/name-values";
import { ANNOTATED_OPTIONS, CREATED_OPTIONS, FEDERATED_WORKLOAD_PROPS } from "../../lib/kubernetes/values";
import { EDGE, EU, WE, type World } from "../world";
import type { RoomValues } from "./room";

/** A workload on a cluster without a webhook, which would have limits of its own. */
function workload(world: World, options: Readonly<Record<string, unknown>>): unknown {
  const aws = new AwsTrust(world, "aws", { issuers: [world.edge.issuer], region: "eu-west-1" });
  return new FederatedWorkload(world, "orders", {
    clusters: [world.edge],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws: aws.role() },
    ...options,
  });
}

const from = (serviceAccount: (options: object) => ServiceAccountSource) => (world: World, options: object) =>
  workload(world, { serviceAccount: serviceAccount(options), annotations: { owner: "shop" } });

/** The Azure webhook runs on all of them, because its audience is an option of every kind. */
const webhooks = ["azure.workload.identity"];
/** Either the issuer or the cluster's resource. */
const issuer = (url: string, options: object) => ("cluster" in options ? {} : { issuerUrl: url });

export const KUBERNETES_VALUES: RoomValues = {
  ClusterProps: {
    rules: CLUSTER_PROPS,
    build: (world, options) => Cluster.selfManaged(world, "late", { issuerUrl: EDGE, webhooks, ...options }),
  },
  OpenShiftClusterProps: {
    rules: OPENSHIFT_CLUSTER_PROPS,
    build: (world, options) => Cluster.openshift(world, "late", { issuerUrl: EDGE, webhooks, ...options }),
  },
  EksClusterProps: {
    rules: EKS_CLUSTER_PROPS,
    build: (world, options) => Cluster.eks(world, "late", { webhooks, ...issuer(EU, options), ...options }),
  },
  EksClusterAttributes: {
    rules: EKS_CLUSTER_ATTRIBUTES,
    build: (world, options) => Cluster.eks(world, "late", { cluster: options as never }),
  },
  GkeClusterProps: {
    rules: GKE_CLUSTER_PROPS,
    build: (world, options) => {
      const parts = { project: "acme-prod", location: "us-east1", clusterName: "us" };
      return Cluster.gke(world, "late", { webhooks, ...("cluster" in options ? {} : parts), ...options });
    },
  },
  GkeClusterAttributes: {
    rules: GKE_CLUSTER_ATTRIBUTES,
    build: (world, options) => {
      return Cluster.gke(world, "late", { cluster: { project: "acme-prod", location: "us-east1", name: "us", ...options } });
    },
  },
  AksClusterProps: {
    rules: AKS_CLUSTER_PROPS,
    build: (world, options) => Cluster.aks(world, "late", { ...issuer(WE, options), ...options }),
  },
  AksClusterAttributes: {
    rules: AKS_CLUSTER_ATTRIBUTES,
    build: (world, options) => Cluster.aks(world, "late", { cluster: { oidcIssuerUrl: WE, ...options } }),
  },
  FederatedWorkloadProps: { rules: FEDERATED_WORKLOAD_PROPS, build: workload },
  ServiceAccountName: {
    rules: SERVICE_ACCOUNT,
    build: (world, options) =>
      workload(world, { serviceAccountName: "billing", subjects: [{ namespace: "shop", name: "nightly", ...options }] }),
  },
  CreatedServiceAccountOptions: { rules: CREATED_OPTIONS, build: from(ServiceAccount.created) },
  AnnotatedServiceAccountOptions: { rules: ANNOTATED_OPTIONS, build: from(ServiceAccount.annotated) },
};
