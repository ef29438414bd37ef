import { conditionKeysOf } from "../../facts/oidc-condition-keys";
import { isArray, type Json } from "../json";
import { isKnown, lower, same, type Truth } from "../text";
import type { Token } from "../token";
import type { ConditionKey } from "./condition-key";
import { many, MISSING, one, unknown, type ContextValue } from "./request-context";

/** Claims that STS makes condition keys of, by issuer. */
export interface ClaimKeys {
  /** The issuer without `https://`. */
  readonly host: string;
  /** What its keys begin with, in lower case. */
  readonly prefix: string;
  readonly known: boolean;
  /** A text with holes that is the host, too, in lower case: what reads the URL of its provider. */
  readonly alias?: string;
  /** By their names in lower case. */
  readonly claims: ReadonlyMap<string, string>;
  readonly builtIn: boolean;
}

/** Its keys hold what other claims say. */
const GOOGLE = "accounts.google.com";

/** The keys of the issuers that IAM knows without a provider, besides `sub` and `aud`. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  [GOOGLE]: ["oaud"],
  "cognito-identity.amazonaws.com": ["amr"],
  "graph.facebook.com": ["app_id", "id"],
  "www.amazon.com": ["app_id", "user_id"],
};

/** Whether IAM knows the issuer without a provider in the account. Host without `https://`. */
export function isBuiltIn(host: string): boolean {
  return Object.hasOwn(BUILT_IN, host);
}

/** AWS lists these keys for providers in general, and not in its reference of the action, so what fills them is unknown. */
const OPEN_CLAIMS: ReadonlySet<string> = new Set(["amr", "email", "oaud"]);

const MULTIVALUED: ReadonlySet<string> = new Set(["amr"]);

export function claimKeysOf(host: string): ClaimKeys {
  const builtIn = isBuiltIn(host);
  const names = [...(builtIn ? (BUILT_IN[host] ?? []) : []), ...(isKnown(host) ? conditionKeysOf(host) : [])];
  return {
    host,
    prefix: `${lower(host)}:`,
    known: isKnown(host),
    claims: new Map(names.map((name) => [name.toLowerCase(), name])),
    builtIn,
  };
}

/** The values of `aud` that STS compares: of `azp`, if the token has it. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html */
export function audiencesOf(token: Token): { readonly values: readonly string[]; readonly open?: string } {
  const listed = textsOf(token.aud);
  const azp = Object.hasOwn(token, "azp") ? token["azp"] : undefined;
  if (azp === undefined) {
    return listed.length > 1
      ? { values: listed, open: "which of several audiences STS takes is not documented" }
      : { values: listed };
  }
  if (typeof azp === "string" && azp !== "") return { values: [azp] };
  return { values: listed, open: "what STS does with an azp that is not text is not documented" };
}

const textsOf = (value: Json | undefined): string[] =>
  (isArray(value) ? value : [value]).filter((text): text is string => typeof text === "string" && text !== "");

const isOf = ({ lower: text, claim }: ConditionKey, { prefix }: ClaimKeys): boolean =>
  text.length === prefix.length + claim.length && text.startsWith(prefix);

/** Whether the request fills the key, and not the token alone. */
export const isOfRequest = ({ lower: text }: ConditionKey): boolean => /^(aws|sts|iam):/.test(text);

/** Whether what stands before a key's claim is the issuer. */
function isOn({ host }: ConditionKey, keys: ClaimKeys): Truth {
  return lower(host) === keys.alias ? "yes" : same(lower(host), lower(keys.host));
}

/** What a key holds of the token's claims; nothing, if the key is not of this issuer. */
export function claimValue(key: ConditionKey, keys: ClaimKeys, token: Token): ContextValue | undefined {
  if (key.known && keys.known) {
    return isOf(key, keys) ? valueOfClaim(key.claim, keys, token) : undefined;
  }
  if (key.host === "" || isOfRequest(key)) return undefined;
  const truth = isOn(key, keys);
  if (truth === "no") return undefined;
  const value = isKnown(key.claim) ? valueOfClaim(key.claim, keys, token) : unknown("the claim is unknown");
  if (truth === "yes" || value.state !== "present") return value;
  return { ...value, state: "perhaps", why: "whether the key is of the token's issuer is unknown" };
}

function valueOfClaim(claim: string, keys: ClaimKeys, token: Token): ContextValue {
  if (claim === "sub") return valueOf(token.sub, "sub");
  if (claim === "aud") return audience(token);
  if (keys.host === GOOGLE) {
    if (claim === "oaud") return valueOf(token.aud, "oaud");
    if (claim === "google/organization_number") return organization(token);
  }
  const name = keys.claims.get(claim) ?? (OPEN_CLAIMS.has(claim) ? claim : undefined);
  if (name === undefined) {
    return keys.known ? MISSING : unknown("which claims are keys depends on the issuer, which is unknown");
  }
  if (!Object.hasOwn(token, name) || token[name] === undefined) return MISSING;
  if (!keys.claims.has(claim)) return unknown(`whether STS makes a key of ${name} of this issuer is not documented`);
  return valueOf(token[name], name);
}

function audience(token: Token): ContextValue {
  const { values, open } = audiencesOf(token);
  const [only] = values;
  if (open !== undefined) return unknown(open);
  return only === undefined ? MISSING : one(only);
}

// Which claim of Google's tokens holds it is not documented.
function organization(token: Token): ContextValue {
  return Object.keys(token).some((name) => name.startsWith("google"))
    ? unknown("how a token names its Google organization is not documented")
    : MISSING;
}

function valueOf(value: Json | undefined, name: string): ContextValue {
  if (value === undefined) return MISSING;
  if (MULTIVALUED.has(name)) {
    const values = textsOf(value);
    return isArray(value) && values.length < value.length ? unknown(`not all of ${name} is text`) : many(values);
  }
  if (typeof value === "string") return one(value);
  const [only] = isArray(value) ? value : [];
  if (isArray(value) && value.length === 1 && typeof only === "string" && name === "oaud") return one(only);
  return unknown(`how STS compares the claim ${name}, which is not text, is not documented`);
}

/** Where a key's value comes from, before any request. */
export type KeyPlace =
  | {
      readonly kind: "claim";
      readonly claim: string;
      /** Whether every token that gets as far as the policy has it. */
      readonly always: boolean;
      /** Whether the key holds the text of the claim, no more and no less. */
      readonly plain: boolean;
    }
  /** Nothing of a request with these tokens fills it. */
  | { readonly kind: "never" }
  /** The request, not the token alone. */
  | { readonly kind: "request" }
  | { readonly kind: "open" };

/** Where the value of a key comes from in requests with this issuer's tokens. */
export function keyPlace(key: ConditionKey, keys: ClaimKeys): KeyPlace {
  if (isOfRequest(key)) return { kind: key.lower === "sts:externalid" ? "never" : "request" };
  if (key.known && keys.known) {
    return isOf(key, keys) ? claimPlace(key.claim, keys) : { kind: "never" };
  }
  if (key.host === "") return { kind: key.known ? "never" : "open" };
  const truth = isOn(key, keys);
  if (truth === "yes") return isKnown(key.claim) ? claimPlace(key.claim, keys) : { kind: "open" };
  return { kind: truth === "no" ? "never" : "open" };
}

function claimPlace(claim: string, keys: ClaimKeys): KeyPlace {
  if (claim === "sub") return { kind: "claim", claim, always: true, plain: true };
  // Of issuers with a provider, its client ids refuse tokens without an audience.
  if (claim === "aud") return { kind: "claim", claim, always: !keys.builtIn, plain: true };
  const name = keys.claims.get(claim) ?? (OPEN_CLAIMS.has(claim) ? claim : undefined);
  if (name !== undefined) {
    const plain = keys.claims.has(claim) && !MULTIVALUED.has(claim) && keys.host !== GOOGLE;
    return { kind: "claim", claim: name, always: false, plain };
  }
  return { kind: keys.known ? "never" : "open" };
}
