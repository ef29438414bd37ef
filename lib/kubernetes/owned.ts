import type { IConstruct } from "constructs";
import { quoted } from "../core/errors";
import { claim, placeOfProvider } from "../core/owners";
import type { ServiceAccountName } from "../core/subject";
import { isKnown } from "../core/tokens";
import type { Cluster } from "./cluster";
import { configMapName } from "./config-map";
import type { ServiceAccountSource } from "./service-account-source";

const CURE =
  "make one workload of both, with all of their identities, or give one of them a ServiceAccount of its own (two may annotate one ServiceAccount when both say ServiceAccount.annotated({ fieldManager }) with names and annotations of their own)";

/**
 * By what two clusters are known to be one: the provider that writes to them, and the issuer with its keys (private clusters often share a
 * URL). Of an issuer that is unknown, the cluster itself.
 */
function placesOf(scope: IConstruct, cluster: Cluster): readonly (readonly string[])[] {
  return [["provider", placeOfProvider(scope, cluster.provider, "kubernetes")], placeOfIssuer(cluster)];
}

function placeOfIssuer({ issuer, node }: Cluster): readonly string[] {
  const known = [issuer.url, issuer.jwksJson ?? ""];
  return known.every(isKnown) ? ["issuer", ...known] : ["cluster", node.path];
}

/** Of a ServiceAccount that nobody writes here, the provider says nothing: many clusters may leave it out. */
function placesOfAccount(scope: IConstruct, cluster: Cluster, isWritten: boolean): readonly (readonly string[])[] {
  return isWritten ? placesOf(scope, cluster) : [placeOfIssuer(cluster)];
}

/**
 * Claims a ServiceAccount on a cluster for a workload: whole, or the annotations that its field manager keeps apart.
 *
 * @throws FederationError OWNER_DUPLICATE
 */
export function claimServiceAccount(
  workload: IConstruct,
  { scope, cluster, account: { namespace, name } }: { scope: IConstruct; cluster: Cluster; account: ServiceAccountName },
  { beside }: ServiceAccountSource,
  annotations: Readonly<Record<string, string>>,
  isWritten: boolean,
): void {
  const noun = `the ServiceAccount ${quoted(`${namespace}/${name}`)} on the cluster ${quoted(cluster.name)}`;
  for (const place of placesOfAccount(scope, cluster, isWritten)) {
    const account = [...place, namespace, name];
    const sharedAs = beside === undefined ? undefined : "by managers of their own";
    claim(workload, { kind: "service account", key: account, noun, cure: CURE, sharedAs });
    if (beside === undefined) continue;
    claim(workload, {
      kind: "field manager",
      key: [...account, beside],
      noun: `what the field manager ${quoted(beside)} holds of ${noun}`,
      cure: CURE,
    });
    for (const annotation of Object.keys(annotations)) {
      claim(workload, {
        kind: "annotation",
        key: [...account, annotation.toLowerCase()],
        noun: `the annotation ${quoted(annotation)} of ${noun}`,
        cure: CURE,
      });
    }
  }
}

/** Claims the ConfigMap of a ServiceAccount on a cluster for a workload. @throws FederationError OWNER_DUPLICATE */
export function claimConfigMap(
  workload: IConstruct,
  { scope, cluster, account: { namespace, name } }: { scope: IConstruct; cluster: Cluster; account: ServiceAccountName },
): void {
  for (const place of placesOf(scope, cluster)) {
    claim(workload, {
      kind: "config map",
      key: [...place, namespace, configMapName(name)],
      noun: `the ConfigMap ${quoted(`${namespace}/${configMapName(name)}`)} on the cluster ${quoted(cluster.name)}`,
      cure: CURE,
    });
  }
}
