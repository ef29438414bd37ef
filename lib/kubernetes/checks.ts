import { TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { checkDistinct } from "../core/issuer";
import type { ServiceAccountName } from "../core/subject";
import type { Cluster } from "./cluster";

/** What the names of a workload's own children begin with: an identity of such a name could stand in their place. */
export const RESERVED_KEYS: readonly string[] = ["service-account", "config-map", "cluster-grants", "ready"];

/** Refuses the same cluster twice, two clusters of one name, and two clusters of one issuer. */
export function checkClusters(workload: IConstruct, clusters: readonly Cluster[]): void {
  const place = workload.node.path;
  const byName = new Map<string, Cluster>();
  for (const cluster of clusters) {
    const twin = byName.get(cluster.name);
    if (twin !== undefined) {
      throw new FederationError(place, {
        code: "CLUSTER_DUPLICATE",
        what:
          twin === cluster
            ? `the cluster ${quoted(cluster.name)} (${cluster.node.path}) is listed twice`
            : `the clusters ${twin.node.path} and ${cluster.node.path} share the name ${quoted(cluster.name)}`,
        cure: twin === cluster ? "list it once" : 'give one of them another "name"',
      });
    }
    byName.set(cluster.name, cluster);
  }
  checkDistinct(
    workload,
    clusters.map(({ issuer }) => issuer),
  );
}

/** Refuses a provider of another stack: Terraform would not find it in this one. */
export function checkProviderStack(place: string, scope: IConstruct, cluster: Cluster): void {
  const { provider } = cluster;
  if (provider === undefined || TerraformStack.of(provider) === TerraformStack.of(scope)) return;
  throw new FederationError(place, {
    code: "CLUSTER_PROVIDER_FOREIGN",
    what: `the provider of the cluster ${quoted(cluster.name)} (${provider.node.path}) lives in another stack than what is written through it`,
    cure: 'give "kubernetesScope" a scope in that stack, or the cluster a provider in this one',
  });
}

/** Refuses two clusters behind one Terraform provider: what belongs to both would be written twice to one of them. */
export function checkProviders(place: string, clusters: readonly Cluster[]): void {
  const byProvider = new Map<TerraformProvider | undefined, Cluster>();
  for (const cluster of clusters) {
    const twin = byProvider.get(cluster.provider);
    if (twin !== undefined) {
      throw new FederationError(place, {
        code: "CLUSTER_PROVIDER_SHARED",
        what: `the clusters ${quoted(twin.name)} and ${quoted(cluster.name)} are reached through ${cluster.provider === undefined ? "the default kubernetes provider" : `the same kubernetes provider (${cluster.provider.node.path})`}`,
        cure: 'give each cluster a "provider" of its own, with an alias',
      });
    }
    byProvider.set(cluster.provider, cluster);
  }
}

/** Refuses the same ServiceAccount twice. */
export function checkServiceAccounts(place: string, serviceAccounts: readonly ServiceAccountName[]): void {
  const seen = new Set<string>();
  for (const { namespace, name } of serviceAccounts) {
    const key = `${namespace}/${name}`;
    if (seen.has(key)) {
      throw new FederationError(place, {
        code: "SUBJECT_DUPLICATE",
        what: `the ServiceAccount ${quoted(key)} is named twice`,
        cure: 'name it once: the first one stands in "serviceAccountName", only further ones in "subjects"',
      });
    }
    seen.add(key);
  }
}
