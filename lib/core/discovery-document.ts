import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "./errors";
import type { Issuer } from "./issuer";
import { ownedBefore } from "./owners";
import { plainText } from "./terraform-text";
import { isKnown, stableText } from "./tokens";

/** What an API server publishes about its tokens, as `kubectl get --raw` prints it. */
export interface PublishedKeys {
  /** `kubectl get --raw /openid/v1/jwks`: the public keys. May be a token. */
  readonly jwksJson: string;
  /**
   * `kubectl get --raw /.well-known/openid-configuration`: its algorithms are kept, its addresses are replaced.
   * @default - the algorithms that the keys name, or RS256
   */
  readonly discoveryJson?: string;
}

/** A document that must be served below the issuer's URL, over https and without login. */
export interface PublishedDocument {
  /** Below the issuer's URL, without a leading slash. */
  readonly path: string;
  /** So that Terraform keeps it as it is. */
  readonly content: string;
  readonly contentType: "application/json" | "application/jwk-set+json";
}

const DISCOVERY_PATH = ".well-known/openid-configuration";
const JWKS_PATH = "openid/v1/jwks";

/**
 * The two documents that make a URL an issuer: discovery and keys. `issuer` in the discovery document is the URL to the character,
 * as clouds compare it with the token's `iss`; `jwks_uri` points beside it, because the API server's own address is private.
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
 */
export function publishedDocuments(
  place: string,
  issuer: Issuer,
  keys: PublishedKeys,
): readonly [PublishedDocument, PublishedDocument] {
  const base = issuer.url.replace(/\/$/, "");
  const discovery = {
    issuer: issuer.url,
    jwks_uri: `${base}/${JWKS_PATH}`,
    response_types_supported: ["id_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: algorithms(place, issuer, keys),
  };
  return [
    { path: DISCOVERY_PATH, content: plainText(JSON.stringify(discovery)), contentType: "application/json" },
    { path: JWKS_PATH, content: plainText(keys.jwksJson), contentType: "application/jwk-set+json" },
  ];
}

function algorithms(place: string, issuer: Issuer, { jwksJson, discoveryJson }: PublishedKeys): readonly string[] {
  if (discoveryJson === undefined || !isKnown(discoveryJson)) return algorithmsOf(jwksJson);
  const served = parsed(discoveryJson);
  const listed = served["id_token_signing_alg_values_supported"];
  const isFit = Array.isArray(listed) && listed.length > 0 && listed.every((algorithm) => typeof algorithm === "string");
  if (isFit && (!isKnown(issuer.url) || served["issuer"] === issuer.url)) return listed;
  throw new FederationError(place, {
    code: "DISCOVERY_INVALID",
    what: isFit
      ? `the API server says that its issuer is ${quoted(served["issuer"])}, and the documents are published for ${quoted(issuer.url)}`
      : `discoveryJson ${quoted(discoveryJson)} is not a discovery document`,
    cure: isFit
      ? `start the API server with --service-account-issuer=${issuer.url} and print the document again`
      : 'give the output of "kubectl get --raw /.well-known/openid-configuration"',
  });
}

/** The algorithms that the keys themselves name, or RS256, which all three clouds take. */
function algorithmsOf(jwksJson: string): readonly string[] {
  const { keys } = isKnown(jwksJson) ? (parsed(jwksJson) as { keys?: { alg?: string }[] }) : {};
  const named = (keys ?? []).flatMap(({ alg }) => (typeof alg === "string" ? [alg] : []));
  return named.length > 0 ? [...new Set(named)].sort() : ["RS256"];
}

/** Refuses a second issuer whose documents would take the place of another's: its tokens would pass for the other's. */
export function checkPublishedOnce(published: IConstruct, place: string): void {
  // What is unknown until apply says the same within one stack alone.
  const stack = isKnown(place) ? "" : ` in ${TerraformStack.of(published).node.path}`;
  const before = ownedBefore(published, `published issuer ${stableText(published, place)}${stack}`, published.node.path);
  if (before === undefined) return;
  throw new FederationError(published, {
    code: "ISSUER_DUPLICATE",
    what: `${before.node.path} publishes its documents at the same place, ${quoted(place)}`,
    cure: 'give each issuer a "prefix" or a bucket of its own',
  });
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
