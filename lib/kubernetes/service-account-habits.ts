/** What a kind of cluster does to ServiceAccounts by itself. */
export interface ServiceAccountHabits {
  /** Those that it makes in every namespace. */
  readonly makes: readonly string[];
  /** What its controllers write into every ServiceAccount, as Terraform names it: Terraform would take it away again. */
  readonly fills: readonly string[];
}

/** https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts */
export const KUBERNETES_HABITS: ServiceAccountHabits = { makes: ["default"], fills: [] };

/** https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/using-service-accounts */
export const OPENSHIFT_HABITS: ServiceAccountHabits = {
  makes: ["default", "builder", "deployer"],
  fills: ["secret", "image_pull_secret", 'metadata[0].annotations["openshift.io/internal-registry-pull-secret-ref"]'],
};
