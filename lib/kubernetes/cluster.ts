import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster, Webhook } from "../core/cluster";
import { FederationError } from "../core/errors";
import { Issuer } from "../core/issuer";
import { SERVICE_ACCOUNT_SUBJECT_PREFIX } from "../core/subject";
import type { AksClusterProps, ClusterProps, EksClusterProps, GkeClusterProps, OpenShiftClusterProps } from "./cluster-props";
import {
  AKS_CLUSTER_PROPS,
  CLUSTER_PROPS,
  EKS_CLUSTER_PROPS,
  GKE_CLUSTER_PROPS,
  OPENSHIFT_CLUSTER_PROPS,
} from "./cluster-values";
import { aksIssuer, eksIssuer, gkeIssuer, warnOfPlaces } from "./issuer-urls";
import { KUBERNETES_HABITS, OPENSHIFT_HABITS, type ServiceAccountHabits } from "./service-account-habits";
import { webhookAudiences } from "./webhook-audiences";

const OPENSHIFT_WEBHOOKS: Readonly<Record<"aws" | "azure", readonly Webhook[]>> = {
  aws: ["eks.amazonaws.com"],
  azure: ["azure.workload.identity"],
};

/**
 * A Kubernetes cluster: who signs the tokens of its ServiceAccounts, and the Terraform provider that reaches its API.
 *
 * Every value may be a token, so a cluster that is created in the same stack works.
 *
 * @throws FederationError AUDIENCE_INVALID, CLUSTER_NAME_INVALID, ISSUER_INVALID, ISSUER_SOURCE_INVALID, JWKS_INVALID,
 * VALUE_MISSING, WEBHOOK_INVALID
 * @example
 * import { Cluster } from "cdktf-workload-identity";
 * const eu = Cluster.eks(this, "eu", { cluster: euCluster, provider: euKubernetes });
 * const lab = Cluster.selfManaged(this, "lab", { issuerUrl: "https://oidc.lab.example.com", provider: labKubernetes });
 */
export class Cluster extends Construct implements ICluster {
  /** An Amazon EKS cluster. The AWS webhook runs on it. The issuer is `identity[0].oidc[0].issuer` of the cluster. */
  static eks(scope: Construct, id: string, props: EksClusterProps): Cluster {
    const place = `${scope.node.path}/${id}`;
    checkValues(place, "the EKS cluster", EKS_CLUSTER_PROPS, props);
    const { cluster, issuerUrl, ...common } = props;
    const url = eksIssuer(place, oneOf(place, { issuerUrl, cluster: cluster?.identity.get(0).oidc.get(0).issuer }));
    return new Cluster(scope, id, { webhooks: ["eks.amazonaws.com"], ...given(common), issuerUrl: url });
  }

  /**
   * A Google Kubernetes Engine cluster. No webhook runs on it. The issuer is
   * `https://container.googleapis.com/v1/projects/PROJECT/locations/LOCATION/clusters/NAME`.
   */
  static gke(scope: Construct, id: string, props: GkeClusterProps): Cluster {
    const place = `${scope.node.path}/${id}`;
    checkValues(place, "the GKE cluster", GKE_CLUSTER_PROPS, props);
    const { cluster, project, location, clusterName, ...common } = props;
    const issuerUrl = gkeIssuer(place, cluster, { project, location, clusterName });
    return new Cluster(scope, id, { webhooks: [], ...given(common), issuerUrl });
  }

  /** An Azure Kubernetes Service cluster with OIDC issuer and workload identity enabled. The Azure webhook runs on it. */
  static aks(scope: Construct, id: string, props: AksClusterProps): Cluster {
    const place = `${scope.node.path}/${id}`;
    checkValues(place, "the AKS cluster", AKS_CLUSTER_PROPS, props);
    const { cluster, issuerUrl, ...common } = props;
    const url = aksIssuer(place, oneOf(place, { issuerUrl, cluster: cluster?.oidcIssuerUrl }));
    return new Cluster(scope, id, { webhooks: ["azure.workload.identity"], ...given(common), issuerUrl: url });
  }

  /** An OpenShift cluster (ROSA, ARO or your own). Its issuer is `spec.serviceAccountIssuer` of `authentication/cluster`. */
  static openshift(scope: Construct, id: string, props: OpenShiftClusterProps): Cluster {
    checkValues(`${scope.node.path}/${id}`, "the OpenShift cluster", OPENSHIFT_CLUSTER_PROPS, props);
    const { platform, ...common } = props;
    const webhooks = platform === undefined ? [] : OPENSHIFT_WEBHOOKS[platform];
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
    checkValues(this.node.path, "the cluster", CLUSTER_PROPS, props);
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
    warnOfPlaces(this, this.issuer.url);
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

function oneOf(place: string, sources: { issuerUrl: string | undefined; cluster: string | undefined }): string {
  const urls = [sources.issuerUrl, sources.cluster].filter((url) => url !== undefined);
  const [url] = urls;
  if (url !== undefined && urls.length === 1) return url;
  throw new FederationError(place, {
    code: "ISSUER_SOURCE_INVALID",
    what: `the cluster got ${urls.length === 0 ? "neither" : "both"} "issuerUrl" ${urls.length === 0 ? "nor" : "and"} "cluster"`,
    cure: 'give one of them: "cluster" for a resource or data source of the stack, "issuerUrl" for a plain value',
  });
}
