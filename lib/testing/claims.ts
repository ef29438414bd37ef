import type { Json } from "../verify/json";

/** The time of every test that says no other: 2026-01-01T00:00:00Z, in seconds since the epoch. Fixed, so that tests are deterministic. */
export const TEST_TIME = 1_767_225_600;

/** What every token builder takes. */
export interface ClaimOptions {
  /** The `aud` claim. Of Kubernetes always a list. */
  readonly audience: string | readonly string[];
  /** When the token was issued, in seconds since the epoch. @default TEST_TIME */
  readonly now?: number;
  /** How long it is valid. @default 3600 */
  readonly lifetimeSeconds?: number;
  /** Claims to add or to replace, whatever that does to their consistency; `undefined` takes one away. @default - none */
  readonly claims?: Readonly<Record<string, Json | undefined>>;
}

/** `iat`, `nbf` and `exp` as an issuer writes them. */
export function times({ now = TEST_TIME, lifetimeSeconds = 3600 }: Pick<ClaimOptions, "now" | "lifetimeSeconds">): {
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
} {
  return { iat: now, nbf: now, exp: now + lifetimeSeconds };
}

/** The claims with the given ones in their place, and without those that are given as undefined. */
export function withClaims<T extends object>(claims: T, given: ClaimOptions["claims"] = {}): T {
  return Object.fromEntries(Object.entries({ ...claims, ...given }).filter(([, value]) => value !== undefined)) as T;
}
