import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster, Webhook } from "../core/cluster";
import { checkText, FederationError, quoted } from "../core/errors";
import { Issuer } from "../core/issuer";
import { isKnown, literalParts } from "../core/tokens";
import { SERVICE_ACCOUNT_SUBJECT_PREFIX } from "../core/subject";
import { KUBERNETES_HABITS, OPENSHIFT_HABITS, type ServiceAccountHabits } from "./service-account-habits";
import { webhookAudiences } from "./webhook-audiences";

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

const OPENSHIFT_WEBHOOKS: ReadonlyMap<string | undefined, readonly Webhook[]> = new Map([
  ["aws", ["eks.amazonaws.com"]],
  ["azure", ["azure.workload.identity"]],
  [undefined, []],
]);

/**
 * A Kubernetes cluster: who signs the tokens of its ServiceAccounts, and the Terraform provider that reaches its API.
 *
 * Every value may be a token, so a cluster that is created in the same stack works.
 *
 * @throws FederationError AUDIENCE_INVALID, CLUSTER_NAME_INVALID, ISSUER_INVALID, ISSUER_SOURCE_INVALID, JWKS_INVALID
 * @example
 * import { Cluster } from "cdktf-workload-identity";
 * const eu = Cluster.eks(this, "eu", { cluster: euCluster, provider: euKubernetes });
 * const lab = Cluster.selfManaged(this, "lab", { issuerUrl: "https://oidc.lab.example.com", provider: labKubernetes });
 */
export class Cluster extends Construct implements ICluster {
  /** An Amazon EKS cluster. The AWS webhook runs on it. The issuer is `identity[0].oidc[0].issuer` of the cluster. */
  static eks(scope: Construct, id: string, props: EksClusterProps): Cluster {
    const { cluster, issuerUrl, ...common } = props;
    const url = oneOf(scope, id, { issuerUrl, cluster: cluster?.identity.get(0).oidc.get(0).issuer });
    return new Cluster(scope, id, { webhooks: ["eks.amazonaws.com"], ...given(common), issuerUrl: url });
  }

  /**
   * A Google Kubernetes Engine cluster. No webhook runs on it. The issuer is
   * `https://container.googleapis.com/v1/projects/PROJECT/locations/LOCATION/clusters/NAME`.
   */
  static gke(scope: Construct, id: string, props: GkeClusterProps): Cluster {
    const { cluster, project, location, clusterName, ...common } = props;
    const parts = { project, location, clusterName };
    const named = Object.values(parts).filter((part) => part !== undefined).length;
    if (cluster === undefined ? named < 3 : named > 0) {
      throw new FederationError(`${scope.node.path}/${id}`, {
        code: "ISSUER_SOURCE_INVALID",
        what: `a GKE cluster got ${cluster === undefined ? "no" : "a"} "cluster" and ${named} of "project", "location" and "clusterName"`,
        cure: 'give either "cluster" alone, or all of "project", "location" and "clusterName"',
      });
    }
    const place = `${scope.node.path}/${id}`;
    for (const [noun, value] of Object.entries(
      cluster === undefined ? parts : { project: cluster.project, location: cluster.location, name: cluster.name },
    )) {
      checkText(place, noun, value);
      if (literalParts(value).every((part) => /^[A-Za-z0-9:._-]+$/.test(part)) && value !== "") continue;
      throw new FederationError(place, {
        code: "ISSUER_SOURCE_INVALID",
        what: `the ${noun} of the GKE cluster is ${quoted(value)}`,
        cure: 'give plain ids, such as project "acme-prod", location "us-east1", clusterName "us"',
      });
    }
    const path = `projects/${cluster?.project ?? project}/locations/${cluster?.location ?? location}/clusters/${cluster?.name ?? clusterName}`;
    return new Cluster(scope, id, { webhooks: [], ...given(common), issuerUrl: `https://container.googleapis.com/v1/${path}` });
  }

  /** An Azure Kubernetes Service cluster with OIDC issuer and workload identity enabled. The Azure webhook runs on it. */
  static aks(scope: Construct, id: string, props: AksClusterProps): Cluster {
    const { cluster, issuerUrl, ...common } = props;
    const url = oneOf(scope, id, { issuerUrl, cluster: cluster?.oidcIssuerUrl });
    if (isKnown(url) && !url.endsWith("/")) {
      throw new FederationError(`${scope.node.path}/${id}`, {
        code: "ISSUER_INVALID",
        what: `the AKS issuer ${quoted(url)} does not end in "/"`,
        cure: 'copy it whole from "az aks show --query oidcIssuerProfile.issuerUrl"; Entra compares every character',
      });
    }
    return new Cluster(scope, id, { webhooks: ["azure.workload.identity"], ...given(common), issuerUrl: url });
  }

  /** An OpenShift cluster (ROSA, ARO or your own). Its issuer is `spec.serviceAccountIssuer` of `authentication/cluster`. */
  static openshift(scope: Construct, id: string, props: OpenShiftClusterProps): Cluster {
    const { platform, ...common } = props;
    const webhooks = OPENSHIFT_WEBHOOKS.get(platform);
    if (webhooks === undefined) {
      throw new FederationError(`${scope.node.path}/${id}`, {
        code: "ISSUER_SOURCE_INVALID",
        what: `the platform is ${quoted(platform)}`,
        cure: 'give "aws" or "azure", or leave it out where no webhook runs',
      });
    }
    const cluster = new Cluster(scope, id, { webhooks, ...given(common), issuerUrl: props.issuerUrl });
    cluster.habits = OPENSHIFT_HABITS;
    return cluster;
  }

  /** A cluster of your own: its issuer is the API server's `--service-account-issuer`. No webhook runs on it. */
  static selfManaged(scope: Construct, id: string, props: ClusterProps): Cluster {
    return new Cluster(scope, id, props);
  }

  readonly name: string;
  readonly issuer: Issuer;
  readonly provider: TerraformProvider | undefined;
  readonly webhooks: readonly Webhook[];
  private habits = KUBERNETES_HABITS;

  constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id);
    this.name = props.name ?? id;
    this.provider = props.provider;
    this.webhooks = [...(props.webhooks ?? [])];
    this.issuer = new Issuer(
      {
        name: this.name,
        url: props.issuerUrl,
        jwksJson: props.jwksJson,
        subjectPrefix: SERVICE_ACCOUNT_SUBJECT_PREFIX,
        webhookAudiences: webhookAudiences(this, props.azureWebhookAudience),
      },
      this.node.path,
    );
  }

  /** What the cluster itself does to ServiceAccounts: OpenShift adds Secrets of its own, which Terraform must leave alone. */
  get serviceAccounts(): ServiceAccountHabits {
    return this.habits;
  }
}

/** Leaves out options that are present but undefined, so that they do not hide a default. */
function given<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

function oneOf(scope: Construct, id: string, sources: { issuerUrl: string | undefined; cluster: string | undefined }): string {
  const urls = [sources.issuerUrl, sources.cluster].filter((url) => url !== undefined);
  const [url] = urls;
  if (url !== undefined && urls.length === 1) return url;
  throw new FederationError(`${scope.node.path}/${id}`, {
    code: "ISSUER_SOURCE_INVALID",
    what: `the cluster got ${urls.length === 0 ? "neither" : "both"} "issuerUrl" ${urls.length === 0 ? "nor" : "and"} "cluster"`,
    cure: 'give one of them: "cluster" for a resource or data source of the stack, "issuerUrl" for a plain value',
  });
}
