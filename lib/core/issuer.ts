import { Fn } from "cdktf";
import type { IConstruct } from "constructs";
import { TOKEN_SIGN } from "../facts/text-format";
import { checkValues } from "./check-values";
import { checkText, FederationError, quoted } from "./errors";
import { ISSUER_PROPS } from "./issuer-values";
import { changedByTerraform } from "./terraform-text";
import { isKnown, knownStart, literalParts, replaceTokens, stableText } from "./tokens";

/** What an issuer is made of. */
export interface IssuerProps {
  /**
   * A short name, unique within a trust. It names the issuer's resources, so changing it replaces them.
   * A letter or digit first, then letters, digits, `-`, `_` and `.`, 100 characters at most.
   */
  readonly name: string;
  /** The URL exactly as the token's `iss` claim spells it, trailing slash and letter case included. May be a token. */
  readonly url: string;
  /**
   * The issuer's public keys, for an issuer that no cloud can reach. Google Cloud takes it; AWS and Azure fetch keys from the issuer.
   * @default - the clouds fetch the keys from the issuer's discovery document
   */
  readonly jwksJson?: string;
  /**
   * What every subject of this issuer begins with. Clouds that can state it as a condition of their own do.
   * @default - not stated
   */
  readonly subjectPrefix?: string;
  /**
   * Claims that every accepted token of this issuer carries, with their values: of an issuer that many organizations share, the
   * organization. Google Cloud states them as a condition of the pool.
   * @default - not stated
   */
  readonly claims?: Readonly<Record<string, string>>;
  /**
   * The audience of the tokens that a cluster's webhooks hand to its pods, by the webhook, where the webhook has one of its own: a trust
   * must then be for that audience. Audiences may be tokens.
   * @default - a webhook's tokens are for the audience that the identity asks for
   */
  readonly webhookAudiences?: Readonly<Record<string, string>>;
}

const BRAND = Symbol.for("cdktf-workload-identity/issuer");
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/**
 * Who signs: an OIDC identity provider, named by the URL that its tokens carry in `iss`.
 *
 * Clouds compare the URL character by character, so it is kept verbatim: AKS issuers end in `/`, EKS issuers do not.
 * Must be https, without query, fragment or credentials (https://openid.net/specs/openid-connect-discovery-1_0.html).
 *
 * @throws FederationError AUDIENCE_INVALID, ISSUER_INVALID, CLUSTER_NAME_INVALID, JWKS_INVALID
 * @example
 * import { Issuer } from "cdktf-workload-identity";
 * const buildkite = new Issuer({ name: "buildkite", url: "https://agent.buildkite.com" });
 */
export class Issuer {
  readonly name: string;
  readonly url: string;
  readonly jwksJson: string | undefined;
  readonly subjectPrefix: string | undefined;
  readonly claims: Readonly<Record<string, string>>;
  readonly webhookAudiences: Readonly<Record<string, string>>;
  /**
   * The URL without `https://`, as AWS spells it in ARNs and condition keys.
   * A Terraform expression where the URL is unknown until apply.
   */
  readonly hostAndPath: string;
  /** Only an Issuer is an Issuer: an object of the same shape was never checked. */
  declare private readonly nominal: undefined;

  constructor(props: IssuerProps, place = `Issuer ${quoted((props as IssuerProps | null)?.name)}`) {
    checkValues(place, "the issuer", ISSUER_PROPS, props);
    checkName(place, props.name);
    checkUrl(place, props.url);
    if (props.jwksJson !== undefined) checkJwks(place, props.jwksJson);
    Object.defineProperty(this, BRAND, { value: true });
    this.name = props.name;
    this.url = props.url;
    this.jwksJson = props.jwksJson;
    this.subjectPrefix = props.subjectPrefix;
    this.claims = { ...props.claims };
    this.webhookAudiences = { ...props.webhookAudiences };
    // An issuer may hold a token after its scheme (GKE), or be one whole (EKS, AKS).
    this.hostAndPath = props.url.startsWith("https://")
      ? props.url.slice("https://".length)
      : Fn.trimprefix(props.url, "https://");
  }
}

/** Whether it was made by this class, of whichever copy of the library. */
export function isIssuer(value: unknown): value is Issuer {
  return typeof value === "object" && value !== null && BRAND in value;
}

function checkName(place: string, name: string): void {
  // constructs keeps children in an object, where names such as "constructor" are taken.
  if (isKnown(name) && NAME.test(name) && !(name in {})) return;
  throw new FederationError(place, {
    code: "CLUSTER_NAME_INVALID",
    what: `the name ${quoted(name)} is not a letter or digit followed by up to 99 letters, digits, "-", "_" or "."`,
    cure: "give it a plain name that is known now (it names resources, so it cannot wait for apply)",
  });
}

function checkUrl(place: string, url: string): void {
  const changed = changedByTerraform(url);
  const problem = changed?.what ?? (isKnown(url) ? urlProblem(url) : partProblem(url));
  if (problem !== undefined) {
    const cure = changed?.cure ?? `give the URL exactly as the "iss" claim of its tokens spells it, such as ${quoted(EXAMPLE)}`;
    throw new FederationError(place, { code: "ISSUER_INVALID", what: `the issuer ${quoted(url)} ${problem}`, cure });
  }
  const [, issuer] = DOCUMENT.exec(replaceTokens(url, () => TOKEN_SIGN)) ?? [];
  if (issuer === undefined) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the issuer ${quoted(url)} is the address of a document below the issuer`,
    cure: isKnown(url)
      ? `give the issuer itself: ${quoted(issuer)}, or with "/" at its end if its tokens spell it so`
      : 'give the issuer itself, without "/.well-known/openid-configuration"',
  });
}

const EXAMPLE = "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF";
/** Discovery documents stand below their issuer. https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig */
const DOCUMENT = new RegExp(`^(.*?)[/${TOKEN_SIGN}]\\.well-known([/${TOKEN_SIGN}]|$)`);

function urlProblem(url: string): string | undefined {
  if (/\s/.test(url)) return "contains white space";
  if (!url.startsWith("https://")) return 'does not begin with "https://"';
  if (url.includes("?")) return "has a query";
  if (url.includes("#")) return "has a fragment";
  const host = url.slice("https://".length).split("/")[0] ?? "";
  if (host.includes("@")) return "holds credentials";
  if (!HOST.test(host) || host.includes("..")) return "has no valid host";
  if (!/^[\x21-\x7e]+$/.test(url) || /["\\<>^`{|}*]/.test(url)) return "contains characters that no URL may hold";
  return undefined;
}

/** What is wrong with the known parts of a URL that holds a token. */
function partProblem(url: string): string | undefined {
  const parts = literalParts(url);
  if (parts.some((part) => /[^\x21-\x7e]|["\\<>^`{|}*?#@]/.test(part))) return "contains characters that no issuer may hold";
  const start = knownStart(url);
  if (start === "") return undefined;
  if (!start.startsWith("https://")) return 'does not begin with "https://"';
  const [host = "", ...path] = start.slice("https://".length).split("/");
  // A host that stands before a slash is known whole.
  const isHost = path.length > 0 ? HOST.test(host) : /^([A-Za-z0-9][A-Za-z0-9.-]*(:\d{0,5})?)?$/.test(host);
  return isHost && !host.includes("..") ? undefined : "has no valid host";
}

const HOST = /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?$/;

function checkJwks(place: string, jwksJson: string): void {
  const changed = changedByTerraform(jwksJson);
  if (changed !== undefined && !changed.what.startsWith('holds "${')) {
    throw new FederationError(place, { code: "JWKS_INVALID", ...changed, what: `jwksJson ${changed.what}` });
  }
  if (!isKnown(jwksJson)) {
    if (literalParts(jwksJson).some((part) => PRIVATE_FIELD.test(part))) throw privateKey(place);
    return;
  }
  let keys: unknown;
  try {
    keys = (JSON.parse(jwksJson) as { keys?: unknown }).keys;
  } catch {
    keys = undefined;
  }
  if (Array.isArray(keys) && keys.some(holdsPrivateKey)) throw privateKey(place);
  if (Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key === "object" && key !== null)) return;
  throw new FederationError(place, {
    code: "JWKS_INVALID",
    what: `jwksJson ${quoted(jwksJson)} is not a JSON object with a non-empty list "keys"`,
    cure: JWKS_CURE,
  });
}

const JWKS_CURE = 'give the output of "kubectl get --raw /openid/v1/jwks", which holds public keys alone';
const PRIVATE_FIELDS = ["d", "k", "p", "q", "dp", "dq", "qi"];
const PRIVATE_FIELD = new RegExp(`"(${PRIVATE_FIELDS.join("|")})"\\s*:`);

function holdsPrivateKey(key: unknown): boolean {
  return typeof key === "object" && key !== null && PRIVATE_FIELDS.some((field) => field in key);
}

function privateKey(place: string): FederationError {
  return new FederationError(place, { code: "JWKS_INVALID", what: "jwksJson holds a private key", cure: JWKS_CURE });
}

/** How two issuers that are not the same are nearly the same: what people get wrong most. */
export function nearMiss(wanted: string, known: readonly string[]): string | undefined {
  if (!isKnown(wanted)) return undefined;
  const fold = (url: string): string => url.toLowerCase().replace(/\/+$/, "");
  const near = known.find((url) => isKnown(url) && url !== wanted && fold(url) === fold(wanted));
  return near === undefined ? undefined : `${quoted(near)} differs in letter case or a trailing slash`;
}

/** Refuses two issuers of one name or one URL: their resources, or their subjects, could not be told apart. */
export function checkDistinct(place: IConstruct, issuers: readonly Issuer[]): void {
  const byName = new Map<string, Issuer>();
  const byUrl = new Map<string, Issuer>();
  for (const issuer of issuers) {
    checkText(place, "an issuer's URL", (issuer as Partial<Issuer> | undefined)?.url);
    const url = stableText(place, issuer.url);
    const twin = byName.get(issuer.name) ?? byUrl.get(url);
    if (twin !== undefined) {
      throw new FederationError(place, {
        code: "ISSUER_DUPLICATE",
        what: `the issuers ${quoted(twin.name)} (${stableText(place, twin.url)}) and ${quoted(issuer.name)} (${url}) share a name or a URL`,
        cure: "name each issuer once, and give every issuer a name of its own",
      });
    }
    byName.set(issuer.name, issuer);
    byUrl.set(url, issuer);
  }
}
