/** The kubelet asks for a new token when 80 % of the old one's life is over, or after a day. https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection */
const SHARE = 0.8;
const DAY = 86_400;

/** Renews something of a limited life as the kubelet would, until it is stopped. `failed` hears why it could not; it tries again then. */
export function keepRenewing(lifetimeSeconds: number, renew: () => Promise<void>, failed: (error: unknown) => void): () => void {
  const wait = Math.max(Math.min(lifetimeSeconds * SHARE, DAY), 0.05) * 1000;
  const timer = setInterval(() => void renew().catch(failed), Math.min(wait, 2 ** 31 - 1));
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
