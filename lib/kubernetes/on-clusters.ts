import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { ServiceAccountName } from "../core/subject";
import { stableId } from "../core/tokens";
import { allAnnotations, checkCarried } from "./annotations";
import { checkProviders, checkProviderStack } from "./checks";
import type { Cluster } from "./cluster";
import { createConfigMap } from "./config-map";
import type { MergedSettings } from "./merge-settings";
import { claimConfigMap, claimServiceAccount } from "./owned";
import type { ServiceAccountSource } from "./service-account-source";

/** What is written of one ServiceAccount on one cluster. */
export interface WrittenOnCluster {
  readonly cluster: Cluster;
  readonly account: ServiceAccountName;
  readonly serviceAccount: TerraformResource | undefined;
  readonly configMap: TerraformResource | undefined;
}

/** What a workload writes on its clusters. */
export interface KubernetesHalf {
  readonly settings: ReadonlyMap<Cluster, MergedSettings>;
  readonly accounts: readonly ServiceAccountName[];
  readonly source: ServiceAccountSource;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Writes the ServiceAccounts and ConfigMaps of a workload below a scope, and claims them for it. */
export function writeOnClusters(
  workload: Construct,
  scope: Construct,
  { settings, accounts, source, labels, annotations }: KubernetesHalf,
): readonly WrittenOnCluster[] {
  const { path } = workload.node;
  const hasFiles = [...settings.values()].some(({ files }) => files.length > 0);
  checkCarried(path, source, { labels, annotations }, hasFiles);
  const written: WrittenOnCluster[] = [];
  for (const [cluster, { serviceAccountAnnotations, files }] of settings) {
    const all = allAnnotations(path, serviceAccountAnnotations, annotations);
    for (const account of accounts) {
      const at = { scope, cluster, account };
      const request = { serviceAccount: account, labels, provider: cluster.provider };
      const id = idOnCluster(workload, cluster, account, account === accounts[0]);
      const habits = cluster.serviceAccounts;
      const serviceAccount = source.write(scope, `service-account-${id}`, { ...request, annotations: all, habits });
      claimServiceAccount(workload, at, source, all, serviceAccount !== undefined);
      if (files.length > 0) claimConfigMap(workload, at);
      const configMap = files.length > 0 ? createConfigMap(scope, `config-map-${id}`, { ...request, files }) : undefined;
      written.push({ cluster, account, serviceAccount, configMap });
    }
  }
  if (written.every(({ serviceAccount, configMap }) => serviceAccount === undefined && configMap === undefined)) return written;
  checkProviders(path, [...settings.keys()]);
  for (const cluster of settings.keys()) checkProviderStack(path, scope, cluster);
  return written;
}

/** The first ServiceAccount keeps the short id that it has alone. */
function idOnCluster(workload: Construct, { name }: Cluster, account: ServiceAccountName, isFirst: boolean): string {
  return isFirst ? name : stableId(workload, `${name}-${account.name}`, account.namespace, account.name);
}

/**
 * Where the Kubernetes half of a workload is written: below the workload, or below a construct of its own in the given scope, named by the
 * workload's path within its stack.
 */
export function scopeOnClusters(workload: Construct, kubernetesScope: Construct | undefined): Construct {
  if (kubernetesScope === undefined) return workload;
  const [, ...ids] = workload.node.path.split("/");
  const readable = ids.join("-");
  // "a/b" and "a-b" read the same.
  const id = `${ids.length === 1 ? readable : stableId(workload, readable, ids.join("/"))}-kubernetes`;
  const twin = kubernetesScope.node.tryFindChild(id);
  if (twin === undefined) return new Construct(kubernetesScope, id);
  throw new FederationError(workload, {
    code: "OWNER_DUPLICATE",
    what: `${quoted(id)} in its "kubernetesScope" (${kubernetesScope.node.path}) is taken by ${twin.node.path} already`,
    cure: 'give each of the workloads a "kubernetesScope" of its own: new Construct(scope, id)',
  });
}
