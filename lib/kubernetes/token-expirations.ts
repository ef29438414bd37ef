import { FederationError, quoted } from "../core/errors";
import { checkTokenExpiration } from "../core/token-expiration";
import { KUBERNETES_LIMITS } from "../facts/kubernetes";

/** Seconds that tokens are valid: of all identities, or by the identities' names. */
export type TokenExpirations<K extends string = string> = number | Readonly<Partial<Record<K, number>>>;

/** The seconds that the user says for an identity. */
export function expirationOf(expirations: TokenExpirations | undefined, key: string): number | undefined {
  if (typeof expirations !== "object") return expirations;
  return Object.hasOwn(expirations, key) ? expirations[key] : undefined;
}

/** Refuses seconds that the API server would refuse, and seconds for an identity that the workload does not have. */
export function checkExpirations(place: string, expirations: TokenExpirations | undefined, identities: readonly string[]): void {
  if (expirations === undefined) return;
  const given = typeof expirations === "object" ? Object.entries(expirations) : [["", expirations] as const];
  for (const [key, seconds] of given) {
    checkTokenExpiration(place, seconds, KUBERNETES_LIMITS.tokenExpiration, "Kubernetes");
    if (key === "" || identities.includes(key)) continue;
    throw new FederationError(place, {
      code: "EXPIRATION_INVALID",
      what: `"tokenExpirationSeconds" names the identity ${quoted(key)}, which the workload does not have`,
      cure: `name one of ${identities.map(quoted).join(", ")}`,
    });
  }
}
