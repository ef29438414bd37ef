/** Pages that findings refer to. */
export const SOURCES = {
  considerations: "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations",
  flexible: "https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials",
  trustManagedIdentity:
    "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity",
  letterCase: "https://learn.microsoft.com/entra/identity-platform/reference-breaking-changes",
  githubSubjects: "https://docs.github.com/en/actions/reference/security/oidc",
  aksIssuer: "https://learn.microsoft.com/azure/aks/use-oidc-issuer",
  roles: "https://learn.microsoft.com/azure/role-based-access-control/best-practices",
  directoryRoles: "https://learn.microsoft.com/entra/identity/role-based-access-control/best-practices",
} as const;
