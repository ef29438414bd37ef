import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { derivedName } from "../core/derived-name";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import { claim } from "../core/owners";
import { isKnown, stableId, stableText } from "../core/tokens";
import { AKS_IDENTITY_BINDING } from "../facts/aks";
import type { AksBindingCluster, AksBindingTrust } from "./aks-binding-cluster";
import { checkProvider } from "./checks";
import { credentialQueue } from "./credential-queue";
import { AzapiResource } from "./resources/azapi-resource";

/** The clusters of the sources that have identity bindings, each once, whoever of their ServiceAccounts asks. */
export function boundClusters(
  identity: IConstruct,
  bindings: AksBindingTrust,
  sources: readonly TokenSource[],
): readonly AksBindingCluster[] {
  const found = new Map<string, AksBindingCluster>();
  for (const { issuer, subject } of sources) {
    const cluster = bindings.clusterOf(issuer);
    if (cluster === undefined) continue;
    if (subject.serviceAccount === undefined || subject.kind !== "exact") {
      throw new FederationError(identity, {
        code: "SUBJECT_NOT_SERVICE_ACCOUNT",
        what: `the subject ${quoted(subject.text)} does not stand for one ServiceAccount of the cluster ${quoted(cluster.cluster.name)}, whose RBAC decides who may use an identity binding`,
        cure: "ask for the identity in a FederatedWorkload, or of an AzureTrust for this subject",
      });
    }
    found.set(stableText(identity, issuer.url), cluster);
  }
  return [...found.values()];
}

/**
 * One binding a managed identity and cluster. AKS writes one federated credential for all of them, and Azure takes one write an identity at a
 * time: so each waits for the one before it, and for the identity's own credentials.
 */
export function writeBindings(
  construct: Construct,
  bindings: AksBindingTrust,
  { id, clusters }: { readonly id: string; readonly clusters: readonly AksBindingCluster[] },
): void {
  const queue = credentialQueue(construct, id);
  const stack = TerraformStack.of(construct);
  if (clusters.length > 0) queue.count += AKS_IDENTITY_BINDING.credentials;
  for (const { cluster, id: clusterId, provider = bindings.azapiProvider } of clusters) {
    checkProvider(construct, provider);
    const name = bindingName(construct);
    claim(construct, {
      kind: "aks identity binding",
      key: [clusterId, name],
      ignoresCase: true,
      noun: `the identity binding ${quoted(name)} of the cluster ${quoted(cluster.name)}`,
      cure: "give one of the two workloads another construct id",
    });
    const previous = queue.last.get(stack);
    const binding = new AzapiResource(construct, stableId(construct, `binding-${cluster.name}`, cluster.name), {
      provider,
      type: `${AKS_IDENTITY_BINDING.type}@${bindings.apiVersion}`,
      name,
      parentId: clusterId,
      body: { properties: { managedIdentity: { resourceId: id } } },
      ...(bindings.schemaValidation === undefined ? {} : { schemaValidationEnabled: bindings.schemaValidation }),
      ...(previous === undefined ? {} : { dependsOn: [previous] }),
    });
    queue.last.set(stack, binding);
  }
}

/** Letters and digits alone, with the hash of the identity's construct path at the end. */
function bindingName({ node: { path } }: Construct): string {
  const { maxLength } = AKS_IDENTITY_BINDING.name;
  return derivedName(path.split("/").slice(1), [path], { maxLength, lowerCase: true }).replaceAll("-", "");
}

/** What the API's own definition does not take in a managed identity's id, for a warning: whether Azure refuses it was not tried. */
export function untriedNames(names: Readonly<Record<string, string>>): string | undefined {
  const bad = Object.entries(names).find(([, name]) => isKnown(name) && !AKS_IDENTITY_BINDING.identityNames.test(name));
  if (bad === undefined) return undefined;
  return `the ${bad[0]} ${quoted(bad[1])} has characters other than letters, digits and "-", which the definition of AKS identity bindings does not name: Azure may refuse the binding`;
}
