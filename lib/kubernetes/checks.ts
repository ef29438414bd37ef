import type { TerraformProvider } from "cdktf";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequests } from "../core/identity";
import { checkDistinct } from "../core/issuer";
import type { Cluster } from "./cluster";

const IDENTITY_KEY = /^[A-Za-z][A-Za-z0-9_-]{0,62}$/;

/** Names of a workload's own children: an identity of that name would stand in their place. */
export const RESERVED_KEYS: readonly string[] = ["service-account", "config-map"];

/** Refuses no cluster at all, the same cluster twice, two clusters of one name, and two clusters of one issuer. */
export function checkClusters(place: string, clusters: readonly Cluster[]): void {
  if (clusters.length === 0) {
    throw new FederationError(place, {
      code: "CLUSTERS_EMPTY",
      what: "the list of clusters is empty",
      cure: "name at least one cluster that the ServiceAccount runs on",
    });
  }
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
    place,
    clusters.map(({ issuer }) => issuer),
  );
}

/** Refuses an empty record of identities, and names that cannot be construct ids. */
export function checkIdentities(place: string, identities: IdentityRequests): void {
  const keys = Object.keys(identities);
  if (keys.length === 0) {
    throw new FederationError(place, {
      code: "IDENTITIES_EMPTY",
      what: "the record of identities is empty",
      cure: 'ask a trust for at least one, such as { aws: aws.role({ policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }) }',
    });
  }
  for (const key of keys) {
    if (IDENTITY_KEY.test(key) && !RESERVED_KEYS.includes(key)) continue;
    throw new FederationError(place, {
      code: "IDENTITY_KEY_INVALID",
      what: `the identity name ${quoted(key)} ${RESERVED_KEYS.includes(key) ? "is reserved" : "is not a letter followed by up to 62 letters, digits, _ or -"}`,
      cure: 'use a name such as "aws" or "reports"',
    });
  }
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
