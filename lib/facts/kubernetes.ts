/** Limits of Kubernetes, each with its source. */
export const KUBERNETES_LIMITS = {
  /** Seconds. https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/ and the API server's validation. */
  tokenExpiration: { min: 600, max: 2 ** 32 },
} as const;
