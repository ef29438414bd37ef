import type { Json } from "./json";
import type { Token } from "./token";

/**
 * The claims with the types that RFC 7519 gives them, or undefined if they are no object. A standard claim of another type is left out: no
 * cloud takes it for the value that it should be. Whoever decides behind this sees a token's own claims only.
 * https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 */
export function checkedToken(claims: unknown): Token | undefined {
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) return undefined;
  const own = Object.assign(Object.create(null) as Record<string, Json | undefined>, claims);
  for (const claim of ["exp", "iat", "nbf"]) {
    if (typeof own[claim] !== "number" || !Number.isFinite(own[claim])) Reflect.deleteProperty(own, claim);
  }
  if (typeof own["sub"] !== "string") Reflect.deleteProperty(own, "sub");
  return { ...own, iss: typeof own["iss"] === "string" ? own["iss"] : "", aud: audienceOf(own["aud"]) } as Token;
}

function audienceOf(aud: Json | undefined): string | readonly string[] {
  if (typeof aud === "string") return aud;
  return Array.isArray(aud) ? aud.filter((each): each is string => typeof each === "string") : [];
}
