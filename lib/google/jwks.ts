import { FederationError, quoted } from "../core/errors";
import { changedByTerraform } from "../core/terraform-text";
import { isKnown } from "../core/tokens";
import { GOOGLE_LIMITS } from "../facts/google";

type Key = Readonly<Record<string, unknown>>;

/**
 * A key set as Google Cloud keeps it: only the fields that it takes, in one order and without white space, so that nothing but
 * another key is ever a difference. Google rejects certificates (`x5c`, `x5t`) and all keys but RSA and EC P-256; its token service
 * wants a `kid`, and RS256 or ES256.
 * https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/iam_workload_identity_pool_provider#jwks_json
 */
export function canonicalJwks(place: string, jwksJson: string): string {
  if (!isKnown(jwksJson)) {
    const changed = changedByTerraform(jwksJson);
    if (changed === undefined) return jwksJson;
    throw new FederationError(place, { code: "JWKS_INVALID", what: `jwksJson ${changed.what}`, cure: changed.cure });
  }
  const keys = (JSON.parse(jwksJson) as { keys: readonly unknown[] }).keys.map((key) => canonicalKey(place, key));
  const kid = (key: Key): string => String(key["kid"]);
  return asciiJson({ keys: keys.sort((one, other) => (kid(one) < kid(other) ? -1 : 1)) });
}

/** JSON that Terraform keeps: what it would normalize or read as an expression stands as its code unit. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[$%](?=\{)|[^\0-\x7f]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function canonicalKey(place: string, key: unknown): Key {
  const { fields, curve, algorithms } = GOOGLE_LIMITS.jwks;
  const given = (typeof key === "object" && key !== null ? key : {}) as Key;
  const has = (...names: readonly string[]): boolean =>
    names.every((name) => typeof given[name] === "string" && given[name] !== "");
  const { kty, crv, alg, use } = given;
  const isRsa = kty === "RSA" && has("n", "e");
  const isEc = kty === "EC" && crv === curve && has("x", "y");
  const algorithm = kty === "RSA" || kty === "EC" ? algorithms[kty] : undefined;
  const problem = !has("kid")
    ? 'has no "kid"'
    : !(isRsa || isEc)
      ? `is of the kind ${quoted(kty)} ${crv === undefined ? "" : quoted(crv)}`.trimEnd()
      : alg !== undefined && alg !== algorithm
        ? `is for ${quoted(alg)}`
        : use !== undefined && use !== "sig"
          ? `is for the use ${quoted(use)}`
          : undefined;
  if (problem === undefined) {
    return Object.fromEntries(fields.filter((field) => given[field] !== undefined).map((field) => [field, given[field]]));
  }
  throw new FederationError(place, {
    code: "JWKS_INVALID",
    what: `the key ${quoted(given["kid"])} ${problem}, which Google Cloud does not take`,
    cure: 'give RSA keys for RS256 or EC P-256 keys for ES256, each whole and with a "kid"',
  });
}
