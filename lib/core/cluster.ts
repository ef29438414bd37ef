import type { Issuer } from "./issuer";

/**
 * A mutating webhook that hands tokens to pods, by the prefix of its annotations:
 * `eks.amazonaws.com` (amazon-eks-pod-identity-webhook: EKS, ROSA) or `azure.workload.identity` (azure-workload-identity: AKS, ARO).
 */
export type Webhook = "eks.amazonaws.com" | "azure.workload.identity" | (string & {});

/** The webhook of azure-workload-identity. */
export const AZURE_WEBHOOK = "azure.workload.identity";

/** A Kubernetes cluster as an identity sees it. */
export interface ICluster {
  /** Unique among the clusters of a workload. It names the resources that belong to this cluster. */
  readonly name: string;
  /** Who signs the tokens of the cluster's ServiceAccounts, and for which audience its webhooks ask where they have one of their own. */
  readonly issuer: Issuer;
  /** The webhooks that run on it. Where a cloud's webhook runs, annotations suffice; elsewhere the pod carries its token itself. */
  readonly webhooks: readonly Webhook[];
}
