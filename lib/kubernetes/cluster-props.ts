import type { TerraformProvider } from "cdktf";
import type { Webhook } from "../core/cluster";

/** What every kind of cluster takes. */
export interface CommonClusterProps {
  /**
   * Unique among the clusters of a workload. It names the resources that belong to the cluster, so changing it replaces them.
   * @default - the construct id
   */
  readonly name?: string;
  /**
   * The `kubernetes` Terraform provider that reaches this cluster's API.
   * @default - the stack's default `kubernetes` provider
   */
  readonly provider?: TerraformProvider;
  /**
   * The clouds' webhooks that run on it.
   * @default - those that this kind of cluster runs out of the box
   */
  readonly webhooks?: readonly Webhook[];
  /**
   * The audience that the Azure webhook of this cluster asks tokens for, whatever the Azure cloud: its flag `--audience`, which neither its
   * Helm chart nor AKS lets you set. Federated credentials of this cluster are for it, because a token's audience must be its credential's.
   * Where no Azure webhook runs, the pods carry tokens for the cloud's own audience, and this is refused.
   * https://github.com/Azure/azure-workload-identity/blob/v1.6.0/cmd/webhook/main.go
   * @default - "api://AzureADTokenExchange", the webhook's own, where it runs: also in US Government and China
   */
  readonly azureWebhookAudience?: string;
}

/** A cluster whose issuer URL is given as it is. */
export interface ClusterProps extends CommonClusterProps {
  /** The issuer URL, exactly as the tokens' `iss` claim spells it. May be a token. */
  readonly issuerUrl: string;
  /**
   * The cluster's public keys (`kubectl get --raw /openid/v1/jwks`), for an issuer that no cloud can reach.
   * Google Cloud alone takes it: AWS and Azure fetch the keys from the issuer.
   * @default - the clouds fetch the keys from the issuer
   */
  readonly jwksJson?: string;
}

/** An `aws_eks_cluster` resource or data source, as far as it matters here. */
export interface EksClusterAttributes {
  readonly identity: { get(index: number): { readonly oidc: { get(index: number): { readonly issuer: string } } } };
}

/** An Amazon EKS cluster: its issuer, or the resource that knows it. */
export interface EksClusterProps extends CommonClusterProps {
  /** The issuer URL, such as `https://oidc.eks.eu-west-1.amazonaws.com/id/…`. @default - taken from `cluster` */
  readonly issuerUrl?: string;
  /** The cluster's own resource or data source. @default - `issuerUrl` is given instead */
  readonly cluster?: EksClusterAttributes;
}

/** A `google_container_cluster` resource or data source, as far as it matters here. */
export interface GkeClusterAttributes {
  readonly project: string;
  readonly location: string;
  readonly name: string;
}

/** A GKE cluster: where it is, or the resource that knows it. */
export interface GkeClusterProps extends CommonClusterProps {
  /** The project id of the cluster. @default - taken from `cluster` */
  readonly project?: string;
  /** The region or zone of the cluster. @default - taken from `cluster` */
  readonly location?: string;
  /** The name of the cluster in Google Cloud. @default - taken from `cluster` */
  readonly clusterName?: string;
  /** The cluster's own resource or data source. @default - project, location and clusterName are given instead */
  readonly cluster?: GkeClusterAttributes;
}

/** An `azurerm_kubernetes_cluster` resource or data source, as far as it matters here. */
export interface AksClusterAttributes {
  readonly oidcIssuerUrl: string;
}

/** An AKS cluster: its issuer, or the resource that knows it. */
export interface AksClusterProps extends CommonClusterProps {
  /** The issuer URL. AKS issuers end in `/`. @default - taken from `cluster` */
  readonly issuerUrl?: string;
  /** The cluster's own resource or data source, with `oidc_issuer_enabled`. @default - `issuerUrl` is given instead */
  readonly cluster?: AksClusterAttributes;
}

/** An OpenShift cluster, and the cloud that it runs on. */
export interface OpenShiftClusterProps extends ClusterProps {
  /**
   * The cloud that OpenShift runs on, where it is set up for short-term credentials: it then runs that cloud's webhook.
   * @default - none: no webhook runs
   */
  readonly platform?: "aws" | "azure";
}
