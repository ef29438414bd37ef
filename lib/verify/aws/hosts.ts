import { isKnown } from "../text";

const HTTPS = "https://";

/** The URL of an issuer as tokens spell it: IAM, and so a state, keeps it without `https://`. */
export function issuerUrlOf(url: string): string {
  return url.includes("://") || !isKnown(url.slice(0, 1)) ? url : `${HTTPS}${url}`;
}
