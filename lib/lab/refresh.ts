/** The kubelet asks for a new token when 80 % of the old one's life is over, or after a day. https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#serviceaccount-token-volume-projection */
const SHARE = 0.8;
const DAY = 86_400;

/**
 * Renews something of a limited life as the kubelet would, until it is stopped: what it returns ends when no renewal is under way. `failed` hears
 * why it could not; it tries again then.
 */
export function keepRenewing(
  lifetimeSeconds: number,
  renew: () => Promise<void>,
  failed: (error: unknown) => void,
): () => Promise<void> {
  const wait = Math.max(Math.min(lifetimeSeconds * SHARE, DAY), 0.05) * 1000;
  let underWay = Promise.resolve();
  const timer = setInterval(
    () => {
      underWay = underWay.then(renew).catch(failed);
    },
    Math.min(wait, 2 ** 31 - 1),
  );
  timer.unref();
  return () => {
    clearInterval(timer);
    return underWay;
  };
}
