import type { Json } from "./json";

/** The claims of a token, its signature taken as valid. */
export interface Token {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string | readonly string[];
  /** Seconds since the epoch. */
  readonly exp?: number;
  /** Seconds since the epoch. */
  readonly iat?: number;
  /** Seconds since the epoch. */
  readonly nbf?: number;
  readonly [claim: string]: Json | undefined;
}
