import { TOKEN_SIGN } from "../facts/text-format";
import type { PublishedKeys } from "./discovery-document";
import { JWKS_JSON } from "./issuer-values";
import { required, text, type RulesOf } from "./values";

const DISCOVERY = "https://openid.net/specs/openid-connect-discovery-1_0.html";
const SEGMENTS = (letters: string): string => `(?!\\.{1,2}(?:/|$))${letters}+(?:/(?!\\.{1,2}(?:/|$))${letters}+)*`;

/**
 * Where documents stand below a URL. `.` and `..` stand for themselves in an object's name, and whoever fetches the URL takes them out of it
 * (https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4). A token counts as a letter.
 */
export const PUBLISHED_PREFIX = text({
  noun: "the prefix",
  code: "ISSUER_INVALID",
  cure: 'give plain path segments, none "." or "..", without a slash at either end, such as "clusters/edge", or leave it out',
  source: DISCOVERY,
  does: "refused",
  example: "clusters/edge",
  pattern: new RegExp(`^${SEGMENTS("[A-Za-z0-9._~-]")}$`),
  half: new RegExp(`^${SEGMENTS(`[A-Za-z0-9._~${TOKEN_SIGN}-]`)}$`),
});

/** An Issuer is made of it, which checks it. */
export const PUBLISHED_URL = text({
  noun: "the issuer's URL",
  code: "ISSUER_INVALID",
  cure: "give the https URL that serves the documents, with the prefix",
  source: DISCOVERY,
  does: "passed",
  example: "https://oidc.example.com/clusters",
});

/** The Issuer checks the keys, and `publishedDocuments` reads the discovery document, of which no example fits every issuer. */
export const PUBLISHED_KEYS: RulesOf<PublishedKeys> = {
  jwksJson: required(JWKS_JSON),
  discoveryJson: text({
    noun: "discoveryJson",
    code: "DISCOVERY_INVALID",
    cure: 'give the output of "kubectl get --raw /.well-known/openid-configuration"',
    source: DISCOVERY,
    does: "passed",
    example: '{"issuer":"https://oidc.example.com","id_token_signing_alg_values_supported":["RS256"]}',
  }),
};
