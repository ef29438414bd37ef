import type { ITerraformDependable, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { checkIdentities } from "../core/identities";
import type { IdentitiesOf, IdentityRequests, TokenSource } from "../core/identity";
import { withShortStacks } from "../core/short-stacks";
import { Subject, type ServiceAccountName } from "../core/subject";
import { stableId } from "../core/tokens";
import {
  checkClusters,
  checkPropagation,
  checkProviders,
  checkProviderStack,
  checkServiceAccounts,
  RESERVED_KEYS,
} from "./checks";
import type { Cluster } from "./cluster";
import { configMapName, createConfigMap } from "./config-map";
import { checkAnnotations, checkLabels, serviceAccountSubject } from "./names";
import { warnOfLacks } from "./lacks";
import { mergeSettings, type MergedSettings } from "./merge-settings";
import { PodSettings } from "./pod-settings";
import { createReadiness } from "./readiness";
import { sourceOf, withUserAnnotations, type ServiceAccountSource } from "./service-account";
import { checkExpirations, expirationOf, type TokenExpirations } from "./token-expirations";
import { checkUserAnnotations } from "./webhook-checks";

/** What a workload is made of: where it runs, what it is called there, and what it becomes. */
export interface FederatedWorkloadProps<R extends IdentityRequests> {
  /** The clusters that the ServiceAccount runs on: one or many. The same namespace and name on any other cluster gets nothing. */
  readonly clusters: readonly Cluster[];
  /** The namespace of the ServiceAccount: an RFC 1123 label. It must exist. */
  readonly namespace: string;
  /** The name of the ServiceAccount: an RFC 1123 subdomain. */
  readonly serviceAccountName: string;
  /** What the workload becomes, by names of your choice (letters, digits, `-` and `_`). */
  readonly identities: R;
  /**
   * Further ServiceAccounts of the same clusters that may use the same identities. Each gets what the first one gets.
   * @default - none
   */
  readonly subjects?: readonly ServiceAccountName[];
  /** Labels of the ServiceAccount and of the ConfigMap. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further annotations of the ServiceAccount. One that an identity needs is refused. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Where the ServiceAccount comes from: created on every cluster, annotated where somebody else made it, or left alone.
   * @default "create"
   */
  readonly serviceAccount?: "create" | "existing" | ServiceAccountSource;
  /**
   * Where the Kubernetes half (ServiceAccounts, ConfigMaps) is created: a scope in another stack keeps it in a state of its own.
   * @default - below the workload itself
   */
  readonly kubernetesScope?: Construct;
  /**
   * Seconds that the pods' tokens are valid, of all identities or by their names: at least 600. The kubelet renews a token before it
   * expires, and the API server may shorten it. EKS Pod Identity and GKE choose for themselves.
   * @default - what the clouds' webhooks and guides ask for: 86,400 for AWS, 3,600 for Google Cloud and Azure
   */
  readonly tokenExpirationSeconds?: TokenExpirations<keyof R & string>;
  /**
   * Seconds that `ready` waits after everything is written, because the clouds' changes take a while to be seen everywhere.
   * @default - `ready` does not wait
   */
  readonly propagationSeconds?: number;
}

/**
 * Who asks: a Kubernetes ServiceAccount on one or more clusters, and the identities that its pods may use, in any clouds at once.
 *
 * Each identity trusts exactly the issuers of these clusters and exactly this ServiceAccount. The ServiceAccount is created once
 * per cluster with the annotations that the clouds' webhooks read there.
 *
 * @throws FederationError CLUSTERS_EMPTY, CLUSTER_DUPLICATE, CLUSTER_PROVIDER_SHARED, NAMESPACE_INVALID,
 * SERVICE_ACCOUNT_NAME_INVALID, SUBJECT_DUPLICATE, IDENTITIES_EMPTY, IDENTITY_KEY_INVALID, LABEL_INVALID, ANNOTATION_COLLISION,
 * LABEL_COLLISION, ENV_COLLISION, MOUNT_PATH_COLLISION, EXPIRATION_INVALID, PROPAGATION_INVALID, and what the identities refuse
 * @example
 * import { FederatedWorkload } from "cdktf-workload-identity";
 * const orders = new FederatedWorkload(this, "orders", {
 *   clusters: [eu, us],
 *   namespace: "shop",
 *   serviceAccountName: "orders",
 *   identities: { aws: aws.role({ policyArns: [readOrders.arn] }) },
 * });
 * orders.identities.aws.arn;
 */
export class FederatedWorkload<R extends IdentityRequests> extends Construct {
  readonly clusters: readonly Cluster[];
  readonly namespace: string;
  readonly serviceAccountName: string;
  /** The ConfigMap on each cluster that holds the files of `pod(cluster)`, where there are any. */
  readonly configMapName: string;
  /** The `sub` claim of this workload's tokens: the first ServiceAccount's. */
  readonly subject: Subject;
  /** The identities, under the names of their requests. */
  readonly identities: IdentitiesOf<R>;

  private readonly serviceAccounts: readonly ServiceAccountName[];
  private readonly settings: ReadonlyMap<Cluster, MergedSettings>;
  private readonly onClusters: Construct;
  private readonly automountServiceAccountToken: boolean | undefined;
  private readonly propagationSeconds: number | undefined;
  private readiness: ITerraformDependable | undefined;

  constructor(scope: Construct, id: string, props: FederatedWorkloadProps<R>) {
    super(scope, id);
    const { path } = this.node;
    this.serviceAccounts = [{ namespace: props.namespace, name: props.serviceAccountName }, ...(props.subjects ?? [])];
    checkServiceAccounts(path, this.serviceAccounts);
    checkClusters(this, props.clusters);
    checkIdentities(path, props.identities, RESERVED_KEYS);
    checkLabels(path, props.labels ?? {});
    checkAnnotations(path, props.annotations ?? {});
    checkPropagation(path, props.propagationSeconds);
    checkExpirations(path, props.tokenExpirationSeconds, Object.keys(props.identities));

    this.clusters = [...props.clusters];
    this.namespace = props.namespace;
    this.serviceAccountName = props.serviceAccountName;
    this.configMapName = configMapName(props.serviceAccountName);
    this.propagationSeconds = props.propagationSeconds;
    const [first, ...others] = this.serviceAccounts.map((serviceAccount) =>
      Subject.exactly(serviceAccountSubject(serviceAccount.namespace, serviceAccount.name), { serviceAccount }),
    ) as [Subject, ...Subject[]];
    this.subject = first;

    const sources = [first, ...others].flatMap((subject) =>
      this.clusters.map(({ issuer }): TokenSource => ({ issuer, subject })),
    );
    const identities = withShortStacks(() =>
      Object.entries(props.identities).map(([key, request]) => [key, request.federate(this, key, sources)] as const),
    );
    this.identities = Object.fromEntries(identities) as IdentitiesOf<R>;
    this.settings = new Map(
      this.clusters.map((cluster) => {
        const settings = identities.map(([key, identity]) => {
          const expirationSeconds = expirationOf(props.tokenExpirationSeconds, key);
          return [key, identity.settingsOn(cluster, { expirationSeconds })] as const;
        });
        warnOfLacks(this, cluster, settings);
        return [cluster, mergeSettings(path, settings)];
      }),
    );
    this.automountServiceAccountToken = sourceOf(path, props.serviceAccount ?? "create").automountServiceAccountToken;
    for (const { byIdentity } of this.settings.values()) checkUserAnnotations(path, props.annotations ?? {}, byIdentity);
    this.onClusters =
      props.kubernetesScope === undefined ? this : new Construct(props.kubernetesScope, `${pathInStack(this)}-kubernetes`);
    withShortStacks(() => {
      this.writeOnClusters(props);
    });
  }

  /**
   * What a pod of this workload must carry on the cluster.
   * @param serviceAccount one of `subjects`, for its pods. @default - the workload's first ServiceAccount
   * @throws FederationError CLUSTER_UNKNOWN, SUBJECT_UNKNOWN
   */
  pod(cluster: Cluster, serviceAccount?: ServiceAccountName): PodSettings {
    const { namespace, name } = serviceAccount ?? { namespace: this.namespace, name: this.serviceAccountName };
    if (!this.serviceAccounts.some((own) => own.namespace === namespace && own.name === name)) {
      throw new FederationError(this, {
        code: "SUBJECT_UNKNOWN",
        what: `the ServiceAccount ${quoted(`${namespace}/${name}`)} is not one of this workload's`,
        cure: 'add it to "subjects", or ask for one of those',
      });
    }
    const { automountServiceAccountToken } = this;
    const owner = { namespace, serviceAccountName: name, configMapName: configMapName(name), workload: this.node.path };
    return new PodSettings({ ...owner, automountServiceAccountToken }, this.settingsOn(cluster));
  }

  /**
   * The annotations that the ServiceAccount must carry on the cluster: for a chart that makes it, with `serviceAccount: "existing"`.
   * @throws FederationError CLUSTER_UNKNOWN
   */
  serviceAccountAnnotations(cluster: Cluster): Readonly<Record<string, string>> {
    return this.settingsOn(cluster).serviceAccountAnnotations;
  }

  /**
   * Stands for everything that a pod must wait for: put it into the `dependsOn` of the pod's own resource. Pods that are admitted
   * before their identity exists never recover on EKS. The first read creates one small resource.
   */
  get ready(): ITerraformDependable {
    this.readiness ??= createReadiness(this.onClusters, [this, this.onClusters], this.propagationSeconds);
    return this.readiness;
  }

  private settingsOn(cluster: Cluster): MergedSettings {
    const settings = this.settings.get(cluster);
    if (settings !== undefined) return settings;
    throw new FederationError(this, {
      code: "CLUSTER_UNKNOWN",
      what: `the cluster ${quoted((cluster as Partial<Cluster> | undefined)?.name)} is not one of this workload's clusters`,
      cure: 'add it to "clusters", or ask for one of those',
    });
  }

  /** The first ServiceAccount keeps the short id that it has alone. */
  private idOnCluster({ name }: Cluster, account: ServiceAccountName): string {
    const isFirst = account === this.serviceAccounts[0];
    return isFirst ? name : stableId(this, `${name}-${account.name}`, account.namespace, account.name);
  }

  private writeOnClusters({ serviceAccount = "create", labels = {}, annotations = {} }: FederatedWorkloadProps<R>): void {
    const source = sourceOf(this.node.path, serviceAccount);
    const written: (TerraformResource | undefined)[] = [];
    for (const [cluster, { serviceAccountAnnotations, files }] of this.settings) {
      const all = withUserAnnotations(this.node.path, serviceAccountAnnotations, annotations);
      for (const account of this.serviceAccounts) {
        const request = { serviceAccount: account, labels, provider: cluster.provider };
        const id = this.idOnCluster(cluster, account);
        written.push(source.write(this.onClusters, `service-account-${id}`, { ...request, annotations: all }));
        if (files.length > 0) written.push(createConfigMap(this.onClusters, `config-map-${id}`, { ...request, files }));
      }
    }
    if (written.every((resource) => resource === undefined)) return;
    checkProviders(this.node.path, this.clusters);
    for (const cluster of this.clusters) checkProviderStack(this.node.path, this.onClusters, cluster);
  }
}

/** The path without the stack: unique among what lives in another stack on behalf of this one. */
function pathInStack(workload: Construct): string {
  return workload.node.path.split("/").slice(1).join("-");
}
