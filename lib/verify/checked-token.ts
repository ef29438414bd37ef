import type { Json } from "./json";
import type { Token } from "./token";

/**
 * The claims with the types that RFC 7519 gives them, or undefined if they are no object. A standard claim of another type is left out: no
 * cloud takes it for the value that it should be.
 * https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 */
export function checkedToken(claims: unknown): Token | undefined {
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) return undefined;
  return isToken(claims) ? claims : repaired(claims);
}

function isToken(claims: object): claims is Token {
  const { iss, sub, aud, exp, iat, nbf } = claims as Readonly<Record<string, unknown>>;
  const isText = typeof iss === "string" && typeof sub === "string";
  return isText && isAudience(aud) && [exp, iat, nbf].every((time) => time === undefined || Number.isFinite(time));
}

const isAudience = (aud: unknown): boolean =>
  typeof aud === "string" || (Array.isArray(aud) && aud.every((each) => typeof each === "string"));

function repaired(claims: object): Token {
  const own = Object.assign(Object.create(null) as Record<string, Json | undefined>, claims);
  for (const claim of ["exp", "iat", "nbf"]) {
    if (!Number.isFinite(own[claim])) Reflect.deleteProperty(own, claim);
  }
  if (typeof own["sub"] !== "string") Reflect.deleteProperty(own, "sub");
  const { iss, aud } = own;
  const audiences = Array.isArray(aud) ? aud.filter((each) => typeof each === "string") : [];
  return { ...own, iss: typeof iss === "string" ? iss : "", aud: typeof aud === "string" ? aud : audiences } as Token;
}
