import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import { FederationError, quoted } from "../core/errors";
import { checkIdentities } from "../core/identities";
import type { IdentitiesOf, IdentityRequests, TokenSource } from "../core/identity";
import { moveFrom } from "../core/move";
import { withShortStacks } from "../core/short-stacks";
import { Subject, type ServiceAccountName } from "../core/subject";
import { adopting } from "./adopt";
import { checkClusters, checkServiceAccounts, RESERVED_KEYS } from "./checks";
import type { Cluster } from "./cluster";
import { writeClusterGrants } from "./cluster-grants";
import { configMapName } from "./config-map";
import type { MergedSettings } from "./merge-settings";
import { serviceAccountSubject } from "./names";
import { scopeOnClusters, writeOnClusters, type WrittenOnCluster } from "./on-clusters";
import { PodSettings } from "./pod-settings";
import { createReadiness } from "./readiness";
import { sourceOf } from "./service-account";
import type { ServiceAccountSource } from "./service-account-source";
import { settingsOnClusters } from "./settings-on-clusters";
import { checkExpirations, type TokenExpirations } from "./token-expirations";
import { FEDERATED_WORKLOAD_PROPS } from "./values";
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
 * A ServiceAccount belongs to one workload of the app: a second one that would write it, or its ConfigMap, is refused.
 *
 * @throws FederationError CLUSTERS_EMPTY, CLUSTER_DUPLICATE, CLUSTER_PROVIDER_SHARED, CLUSTER_PROVIDER_FOREIGN, NAMESPACE_INVALID,
 * SERVICE_ACCOUNT_NAME_INVALID, SERVICE_ACCOUNT_SOURCE_INVALID, SUBJECT_DUPLICATE, OWNER_DUPLICATE, IDENTITIES_EMPTY,
 * IDENTITY_KEY_INVALID, LABEL_INVALID, FIELD_TOO_LONG, ANNOTATION_COLLISION, LABEL_COLLISION, ENV_COLLISION, MOUNT_PATH_COLLISION,
 * EXPIRATION_INVALID, PROPAGATION_INVALID, PROVIDER_PACKAGE_MISSING, VALUE_MISSING, and what the identities refuse
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
  private readonly source: ServiceAccountSource;
  private readonly written: readonly WrittenOnCluster[];
  private readonly propagationSeconds: number | undefined;
  private readiness: ITerraformDependable | undefined;

  constructor(scope: Construct, id: string, props: FederatedWorkloadProps<R>) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the workload", FEDERATED_WORKLOAD_PROPS, props);
    this.serviceAccounts = [{ namespace: props.namespace, name: props.serviceAccountName }, ...(props.subjects ?? [])];
    checkServiceAccounts(path, this.serviceAccounts);
    checkClusters(this, props.clusters);
    checkIdentities(path, props.identities, RESERVED_KEYS);
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
    this.settings = withShortStacks(() => settingsOnClusters(this, this.clusters, identities, props.tokenExpirationSeconds));
    for (const { byIdentity } of this.settings.values()) checkUserAnnotations(path, props.annotations ?? {}, byIdentity);
    this.onClusters = scopeOnClusters(this, props.kubernetesScope);
    const { serviceAccount = "create", labels = {}, annotations = {} } = props;
    this.source = sourceOf(path, serviceAccount);
    const half = { settings: this.settings, accounts: this.serviceAccounts, source: this.source, labels, annotations };
    this.written = withShortStacks(() => writeOnClusters(this, this.onClusters, half));
    withShortStacks(() => {
      writeClusterGrants(this, this.onClusters, half);
    });
    checkConstructId(this);
    if (this.onClusters !== this) checkConstructId(this.onClusters);
  }

  /**
   * What a pod of this workload must carry on the cluster.
   * @param serviceAccount one of `subjects`, for its pods. @default - the workload's first ServiceAccount
   * @throws FederationError CLUSTER_UNKNOWN, SUBJECT_UNKNOWN
   */
  pod(cluster: Cluster, serviceAccount?: ServiceAccountName): PodSettings {
    const { namespace, name } = this.accountOf(serviceAccount);
    const { automountServiceAccountToken } = this.source;
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
   *
   * Pods in another state wait for it by reading it: `new TerraformOutput(this, "ready", { value: workload.ready.fqn })`, and there a value that
   * the pods use. An output's own `dependsOn` cannot carry it: CDKTF writes an expression there, which Terraform refuses.
   */
  get ready(): ITerraformDependable {
    this.readiness ??= createReadiness(this.onClusters, [this, this.onClusters], this.propagationSeconds);
    return this.readiness;
  }

  /**
   * Takes a ServiceAccount that exists on the cluster into Terraform's state at the next apply, in place of creating it (an `import` block,
   * Terraform 1.5). Annotations and labels that are not this workload's are removed from it: give them as `annotations` and `labels`, or use
   * `ServiceAccount.annotated()`. A pod then mounts the cluster's own token where `automountServiceAccountToken` is not said.
   * @param serviceAccount one of `subjects`. @default - the workload's first ServiceAccount
   * @throws FederationError SERVICE_ACCOUNT_SOURCE_INVALID, SUBJECT_UNKNOWN
   */
  importServiceAccount(cluster: Cluster, serviceAccount?: ServiceAccountName): void {
    const account = this.accountOf(serviceAccount);
    adopting(this, this.written, "serviceAccount", { cluster, account }).importFrom(`${account.namespace}/${account.name}`);
  }

  /**
   * Lets the ServiceAccount on the cluster take the place of one at another address of the same state, so that a renamed workload or one
   * that was written by hand as `kubernetes_service_account_v1` is neither created a second time nor deleted (a `moved` block).
   * @param address as `terraform state list` prints it, such as `kubernetes_service_account_v1.orders`
   * @param serviceAccount one of `subjects`. @default - the workload's first ServiceAccount
   * @throws FederationError ADDRESS_INVALID, SERVICE_ACCOUNT_SOURCE_INVALID, SUBJECT_UNKNOWN
   */
  moveServiceAccount(cluster: Cluster, address: string, serviceAccount?: ServiceAccountName): void {
    const account = this.accountOf(serviceAccount);
    moveFrom(this, adopting(this, this.written, "serviceAccount", { cluster, account }), address);
  }

  /**
   * The same for the ConfigMap of a ServiceAccount, where its pods need files.
   * @param address as `terraform state list` prints it, such as `kubernetes_config_map_v1.orders`
   * @param serviceAccount one of `subjects`. @default - the workload's first ServiceAccount
   * @throws FederationError ADDRESS_INVALID, SERVICE_ACCOUNT_SOURCE_INVALID, SUBJECT_UNKNOWN
   */
  moveConfigMap(cluster: Cluster, address: string, serviceAccount?: ServiceAccountName): void {
    const account = this.accountOf(serviceAccount);
    moveFrom(this, adopting(this, this.written, "configMap", { cluster, account }), address);
  }

  private accountOf(serviceAccount?: ServiceAccountName): ServiceAccountName {
    const [first] = this.serviceAccounts;
    const { namespace, name } = serviceAccount ?? first ?? { namespace: "", name: "" };
    const own = this.serviceAccounts.find((one) => one.namespace === namespace && one.name === name);
    if (own !== undefined) return own;
    throw new FederationError(this, {
      code: "SUBJECT_UNKNOWN",
      what: `the ServiceAccount ${quoted(`${namespace}/${name}`)} is not one of this workload's`,
      cure: 'add it to "subjects", or ask for one of those',
    });
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
}
