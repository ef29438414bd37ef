import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { TokenSource } from "../core/identity";
import type { ServiceAccountName } from "../core/subject";
import { stableText } from "../core/tokens";
import type { PodIdentityCluster, PodIdentityTrust } from "./pod-identity-trust";

/** A ServiceAccount on a Pod Identity cluster. */
export interface PodAssociation {
  readonly cluster: PodIdentityCluster;
  readonly serviceAccount: ServiceAccountName;
}

/** The associations that the sources need, each once: those whose issuer is a Pod Identity cluster's. */
export function podAssociations(
  role: IConstruct,
  podIdentity: PodIdentityTrust,
  sources: readonly TokenSource[],
): readonly PodAssociation[] {
  const found = new Map<string, PodAssociation>();
  for (const { issuer, subject } of sources) {
    const cluster = podIdentity.clusterOf(issuer);
    if (cluster === undefined) continue;
    const { serviceAccount, kind, text } = subject;
    if (serviceAccount === undefined || kind !== "exact") {
      throw new FederationError(role, {
        code: "SUBJECT_NOT_SERVICE_ACCOUNT",
        what: `the subject ${quoted(text)} does not stand for one ServiceAccount of the cluster ${quoted(cluster.cluster.name)}, which EKS Pod Identity gives a role to`,
        cure: "ask for the role in a FederatedWorkload, or use AwsTrust for this subject",
      });
    }
    const { namespace, name } = serviceAccount;
    const key = [issuer.url, namespace, name].map((text) => stableText(role, text));
    found.set(JSON.stringify(key), { cluster, serviceAccount });
  }
  return [...found.values()];
}
