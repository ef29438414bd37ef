import { isKnown } from "../text";

const HTTPS = "https://";

/** The URL of an issuer as tokens spell it: IAM, and so a state, keeps it without `https://`. */
export function issuerUrlOf(url: string): string {
  return url.includes("://") || !isKnown(url.slice(0, 1)) ? url : `${HTTPS}${url}`;
}

/** The text in lower case, its holes as they are. */
export function lower(text: string): string {
  return isKnown(text) ? text.toLowerCase() : text.replace(/(^|\uE001)[^\uE000]+/g, (known) => known.toLowerCase());
}
