import type { Construct } from "constructs";
import type { Identity } from "../core/identity";
import type { Cluster } from "./cluster";
import { warnOfLacks } from "./lacks";
import { mergeSettings, type MergedSettings } from "./merge-settings";
import { expirationOf, type TokenExpirations } from "./token-expirations";

/** What the pods of a workload carry on each of its clusters, of all its identities. Warns of what they lack there. */
export function settingsOnClusters(
  workload: Construct,
  clusters: readonly Cluster[],
  identities: readonly (readonly [key: string, identity: Identity])[],
  expirations: TokenExpirations | undefined,
): ReadonlyMap<Cluster, MergedSettings> {
  return new Map(
    clusters.map((cluster) => {
      const settings = identities.map(([key, identity]) => {
        return [key, identity.settingsOn(cluster, { expirationSeconds: expirationOf(expirations, key) })] as const;
      });
      const merged = mergeSettings(workload.node.path, settings);
      warnOfLacks(workload, cluster, settings);
      return [cluster, merged];
    }),
  );
}
