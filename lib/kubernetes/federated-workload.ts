import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Construct } from "constructs";
import { derivedName } from "../core/derived-name";
import { FederationError, quoted } from "../core/errors";
import type { IdentitiesOf, IdentityRequests, TokenSource } from "../core/identity";
import type { IdentitySettings } from "../core/identity-settings";
import { Subject } from "../core/subject";
import { isKnown } from "../core/tokens";
import { checkClusters, checkIdentities, checkProviders } from "./checks";
import type { Cluster } from "./cluster";
import { checkAnnotations, checkLabels, checkNamespace, checkServiceAccountName, serviceAccountSubject } from "./names";
import { mergeSettings, PodSettings } from "./pod-settings";
import { createServiceAccount, nonEmpty } from "./service-account";

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
  /** Labels of the ServiceAccount and of the ConfigMap. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further annotations of the ServiceAccount. One that an identity needs is refused. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * `"create"` makes the ServiceAccount on every cluster. `"existing"` leaves it to whoever made it (Helm, say), who must then
   * give it the annotations that `serviceAccountAnnotations(cluster)` returns.
   * @default - "create"
   */
  readonly serviceAccount?: "create" | "existing";
}

/** Longest name of a ConfigMap: a DNS subdomain. */
const CONFIG_MAP_NAME = { maxLength: 253, lowerCase: true };

/**
 * Who asks: a Kubernetes ServiceAccount on one or more clusters, and the identities that its pods may use, in any clouds at once.
 *
 * Each identity trusts exactly the issuers of these clusters and exactly this ServiceAccount. The ServiceAccount is created once
 * per cluster with the annotations that the clouds' webhooks read there.
 *
 * @throws FederationError CLUSTERS_EMPTY, CLUSTER_DUPLICATE, CLUSTER_PROVIDER_SHARED, NAMESPACE_INVALID,
 * SERVICE_ACCOUNT_NAME_INVALID, IDENTITIES_EMPTY, IDENTITY_KEY_INVALID, LABEL_INVALID, ANNOTATION_COLLISION, LABEL_COLLISION,
 * ENV_COLLISION, MOUNT_PATH_COLLISION, and what the identities refuse
 * @example
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
  /** The `sub` claim of this workload's tokens. */
  readonly subject: Subject;
  /** The identities, under the names of their requests. */
  readonly identities: IdentitiesOf<R>;

  private readonly settings: ReadonlyMap<Cluster, IdentitySettings>;

  constructor(scope: Construct, id: string, props: FederatedWorkloadProps<R>) {
    super(scope, id);
    const { path } = this.node;
    checkNamespace(path, props.namespace);
    checkServiceAccountName(path, props.serviceAccountName);
    checkClusters(path, props.clusters);
    checkIdentities(path, props.identities);
    checkLabels(path, props.labels ?? {});
    checkAnnotations(path, props.annotations ?? {});

    this.clusters = [...props.clusters];
    this.namespace = props.namespace;
    this.serviceAccountName = props.serviceAccountName;
    this.configMapName = configMapName(props.serviceAccountName);
    this.subject = Subject.exactly(serviceAccountSubject(props.namespace, props.serviceAccountName));

    const sources = this.clusters.map(({ issuer }): TokenSource => ({ issuer, subject: this.subject }));
    const identities = Object.entries(props.identities).map(
      ([key, request]) => [key, request.federate(this, key, sources)] as const,
    );
    this.identities = Object.fromEntries(identities) as IdentitiesOf<R>;
    this.settings = new Map(
      this.clusters.map((cluster) => [
        cluster,
        mergeSettings(
          path,
          identities.map(([key, identity]) => [key, identity.settingsOn(cluster)]),
        ),
      ]),
    );
    const written = [...this.writeServiceAccounts(props), ...this.writeConfigMaps(props)];
    if (written.length > 0) checkProviders(path, this.clusters);
  }

  /**
   * What a pod of this workload must carry on the cluster.
   * @throws FederationError CLUSTER_UNKNOWN
   */
  pod(cluster: Cluster): PodSettings {
    return new PodSettings(this, this.settingsOn(cluster));
  }

  /**
   * The annotations that the ServiceAccount must carry on the cluster: for a chart that makes it, with `serviceAccount: "existing"`.
   * @throws FederationError CLUSTER_UNKNOWN
   */
  serviceAccountAnnotations(cluster: Cluster): Readonly<Record<string, string>> {
    return this.settingsOn(cluster).serviceAccountAnnotations;
  }

  private settingsOn(cluster: Cluster): IdentitySettings {
    const settings = this.settings.get(cluster);
    if (settings !== undefined) return settings;
    throw new FederationError(this, {
      code: "CLUSTER_UNKNOWN",
      what: `the cluster ${quoted(cluster.name)} (${cluster.node.path}) is not one of this workload's clusters`,
      cure: 'add it to "clusters", or ask for one of those',
    });
  }

  private writeServiceAccounts(props: FederatedWorkloadProps<R>): Construct[] {
    if (props.serviceAccount === "existing") return [];
    const scope = new Construct(this, "service-account");
    return [...this.settings].map(([cluster, { serviceAccountAnnotations }]) =>
      createServiceAccount(scope, cluster.name, {
        namespace: this.namespace,
        name: this.serviceAccountName,
        annotations: withUserAnnotations(this.node.path, serviceAccountAnnotations, props.annotations ?? {}),
        labels: props.labels ?? {},
        provider: cluster.provider,
      }),
    );
  }

  private writeConfigMaps(props: FederatedWorkloadProps<R>): Construct[] {
    const withFiles = [...this.settings].filter(([, { files }]) => files.length > 0);
    if (withFiles.length === 0) return [];
    const scope = new Construct(this, "config-map");
    return withFiles.map(
      ([cluster, { files }]) =>
        new ConfigMapV1(scope, cluster.name, {
          provider: cluster.provider,
          metadata: { name: this.configMapName, namespace: this.namespace, labels: nonEmpty(props.labels ?? {}) },
          data: Object.fromEntries(files.map(({ path, content }) => [path, content])),
        }),
    );
  }
}

function withUserAnnotations(
  place: string,
  ours: Readonly<Record<string, string>>,
  users: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const taken = Object.keys(users).find((key) => key in ours);
  if (taken === undefined) return { ...users, ...ours };
  throw new FederationError(place, {
    code: "ANNOTATION_COLLISION",
    what: `"annotations" sets ${quoted(taken)} to ${quoted(users[taken])}, which an identity of this workload writes`,
    cure: "leave it out: the workload writes it on each cluster that needs it",
  });
}

/** One ConfigMap a ServiceAccount: different ServiceAccounts of a namespace never share a name. */
function configMapName(serviceAccountName: string): string {
  const name = `${serviceAccountName}-workload-identity`;
  if (!isKnown(name) || name.length <= CONFIG_MAP_NAME.maxLength) return name;
  return derivedName([name], [serviceAccountName], CONFIG_MAP_NAME);
}
