import { Token } from "cdktf";
import type { ICluster } from "./cluster";
import { FederationError, quoted } from "./errors";
import { isKnown } from "./tokens";

/** Whole seconds, from and to. */
export interface SecondsRange {
  readonly min: number;
  readonly max: number;
}

/** Refuses what is no whole number of seconds in the range. What is unknown until apply passes. */
export function checkTokenExpiration(place: string, seconds: number | undefined, range: SecondsRange, who: string): void {
  if (seconds === undefined || !isKnown(seconds)) return;
  if (Number.isInteger(seconds) && seconds >= range.min && seconds <= range.max) return;
  throw new FederationError(place, {
    code: "EXPIRATION_INVALID",
    what: `tokens shall expire after ${quoted(seconds)} seconds, and ${who} takes ${range.min} to ${range.max}`,
    cure: 'give whole seconds within that range in "tokenExpirationSeconds", or leave it out',
  });
}

/** The annotation that tells a cloud's webhook how long its tokens are valid; none where the webhook's own default stands. */
export function expirationAnnotation(
  cluster: ICluster,
  { key, seconds, range }: { readonly key: string; readonly seconds: number | undefined; readonly range: SecondsRange },
): Readonly<Record<string, string>> {
  if (seconds === undefined) return {};
  checkTokenExpiration(cluster.name, seconds, range, `the webhook of the cluster ${quoted(cluster.name)}`);
  return { [key]: isKnown(seconds) ? String(seconds) : Token.asString(seconds) };
}
