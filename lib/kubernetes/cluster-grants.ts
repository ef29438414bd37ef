import { Construct } from "constructs";
import { derivedName } from "../core/derived-name";
import type { ClusterGrant } from "../core/identity-settings";
import { claim, placeOfProvider } from "../core/owners";
import type { ServiceAccountName } from "../core/subject";
import { isKnown, stableId } from "../core/tokens";
import { checkProviders, checkProviderStack } from "./checks";
import type { Cluster } from "./cluster";
import { clusterRoleBindingV1 } from "./l1/cluster-role-binding-v1";
import { clusterRoleV1 } from "./l1/cluster-role-v1";
import type { MergedSettings } from "./merge-settings";
import { nonEmpty } from "./service-account";

/** What a workload's identities need to be allowed on its clusters, and who is allowed it. */
export interface ClusterGrantsRequest {
  readonly settings: ReadonlyMap<Cluster, MergedSettings>;
  /** The workload's ServiceAccounts, and nobody else. */
  readonly accounts: readonly ServiceAccountName[];
  readonly labels: Readonly<Record<string, string>>;
}

const API_GROUP = "rbac.authorization.k8s.io";
const NAME = { maxLength: 100, lowerCase: true };

/** For each identity that needs to be allowed something on a cluster: a ClusterRole, bound to the workload's own ServiceAccounts alone. */
export function writeClusterGrants(workload: Construct, onClusters: Construct, request: ClusterGrantsRequest): void {
  const needed = [...request.settings].flatMap(([cluster, { byIdentity }]) =>
    byIdentity.flatMap(([key, { clusterGrants = [] }]) => (clusterGrants.length > 0 ? [{ cluster, key, clusterGrants }] : [])),
  );
  if (needed.length === 0) return;
  checkProviders(workload.node.path, [...request.settings.keys()]);
  const scope = new Construct(onClusters, "cluster-grants");
  for (const { cluster, key, clusterGrants } of needed) {
    checkProviderStack(workload.node.path, scope, cluster);
    writeGrants(workload, scope, { cluster, name: roleName(workload, key, request.accounts[0]), key, clusterGrants, ...request });
  }
}

interface Grants extends Omit<ClusterGrantsRequest, "settings"> {
  readonly cluster: Cluster;
  readonly key: string;
  readonly name: string;
  readonly clusterGrants: readonly ClusterGrant[];
}

function writeGrants(workload: Construct, scope: Construct, grants: Grants): void {
  const { cluster, key, name, clusterGrants, accounts, labels } = grants;
  const { provider } = cluster;
  const [{ path }] = [workload.node];
  claim(workload, {
    kind: "kubernetes cluster role",
    key: [placeOfProvider(scope, provider, "kubernetes"), name],
    noun: `the ClusterRole "${name}"`,
    cure: "give one of the two workloads another construct id",
  });
  const metadata = { name, labels: nonEmpty(labels) };
  const [Role, Binding] = [clusterRoleV1(path), clusterRoleBindingV1(path)];
  const role = new Role(scope, stableId(scope, `role-${cluster.name}-${key}`, cluster.name, key), {
    provider,
    metadata,
    rule: clusterGrants.map(({ apiGroup, resource, verb }) => ({ apiGroups: [apiGroup], resources: [resource], verbs: [verb] })),
  });
  new Binding(scope, stableId(scope, `binding-${cluster.name}-${key}`, cluster.name, key), {
    provider,
    metadata,
    roleRef: { apiGroup: API_GROUP, kind: "ClusterRole", name },
    subject: accounts.map((account) => ({ kind: "ServiceAccount", name: account.name, namespace: account.namespace })),
    dependsOn: [role],
  });
}

/** One cluster-wide name an identity and ServiceAccount: the hash covers both, and the construct path, which names the stack. */
function roleName({ node: { path } }: Construct, key: string, first: ServiceAccountName | undefined): string {
  const account = [first?.namespace ?? "", first?.name ?? ""].filter((text) => isKnown(text));
  return derivedName([...path.split("/").slice(1), key], [path, key, ...account], NAME);
}
