import type { IdentitySettings } from "../core/identity-settings";
import { AKS_IDENTITY_BINDING } from "../facts/aks";

/**
 * What a pod carries on a cluster with a binding: what it carries for the webhook, and the annotation that lets the webhook hand it the way to
 * AKS's token service. That answers pods of the cluster alone, whose ServiceAccount the cluster's RBAC allows to use this very identity.
 * What the webhook's token looks like is AKS's own affair, so it is not told.
 * https://learn.microsoft.com/azure/aks/identity-bindings and
 * https://github.com/Azure/azure-workload-identity/blob/v1.6.0/pkg/webhook/webhook.go
 */
export function boundSettings(
  settings: Partial<IdentitySettings>,
  { clientId }: { readonly clientId: string },
): Partial<IdentitySettings> {
  const [annotation, value] = AKS_IDENTITY_BINDING.podAnnotation;
  const { handover } = settings;
  // Where the token lies is the webhook's choice, and another than where it lies without a binding.
  const { AZURE_FEDERATED_TOKEN_FILE: _file, ...env } = handover?.env ?? {};
  return {
    ...settings,
    podAnnotations: { [annotation]: value },
    ...(handover === undefined ? {} : { handover: { ...handover, env, tokens: [], podsOnly: true } }),
    clusterGrants: [{ ...AKS_IDENTITY_BINDING.grant, resource: clientId }],
  };
}
