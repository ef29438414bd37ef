import { createHash, createHmac, randomBytes, randomUUID } from "node:crypto";
import { type Answer, type Asked, fieldsOf, type Handler, json } from "./answer";
import type { EntraAccounts } from "./entra-accounts";
import { type Judgement, judge } from "./judge";
import { guid } from "./stand-ins";
import type { World } from "./world";

const SERVICE = "Entra";
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/** Entra's tokens of applications live 60 to 90 minutes. https://learn.microsoft.com/entra/identity-platform/configurable-token-lifetimes */
const LIFETIME = 3600;

/** Status and OAuth error of each code. https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const ERRORS: Readonly<Record<string, readonly [status: number, error: string]>> = {
  AADSTS700016: [400, "unauthorized_client"],
  AADSTS90002: [400, "invalid_request"],
  AADSTS900144: [400, "invalid_request"],
  AADSTS70003: [400, "unsupported_grant_type"],
  AADSTS70011: [400, "invalid_scope"],
  AADSTS7000218: [401, "invalid_client"],
};

/** Entra's token endpoint for client assertions, with the documents that MSAL reads before it asks. */
export function entra(world: World, accounts: EntraAccounts, base: () => string): Handler {
  const key = randomBytes(32);
  return async (asked) => {
    const { pathname } = asked.url;
    const [, tenant = "", rest = ""] = /^\/([^/]+)\/(.+)$/.exec(pathname) ?? [];
    if (asked.method === "GET" && /^(v2\.0\/)?\.well-known\/openid-configuration$/.test(rest)) return discovery(tenant, base());
    if (asked.method === "GET" && pathname === "/common/discovery/instance") return instances(accounts.tenant, base());
    if (asked.method === "POST" && rest === "oauth2/v2.0/token") return token(world, accounts, key, tenant, asked);
    return json(404, { error: "not_found", error_description: `the lab has no ${asked.method} ${pathname}` });
  };
}

async function token(world: World, accounts: EntraAccounts, key: Buffer, tenant: string, asked: Asked): Promise<Answer> {
  const fields = fieldsOf(asked) ?? new Map<string, string>();
  const get = (name: string): string => fields.get(name) ?? "";
  const [clientId, scope] = [get("client_id"), get("scope")];
  const fail = (code: string, message: string): Answer => failure(world, code, message);
  const missing = ["grant_type", "client_id", "scope"].find((name) => get(name) === "");
  if (missing !== undefined) return fail("AADSTS900144", `The request body must contain the following parameter: '${missing}'.`);
  if (get("grant_type") !== "client_credentials")
    return fail("AADSTS70003", `The app requested an unsupported grant type '${get("grant_type")}'.`);
  if (tenant.toLowerCase() !== accounts.tenant.toLowerCase())
    return fail("AADSTS90002", `Tenant '${tenant}' not found; the lab's is ${accounts.tenant}.`);
  const resource = scopeOf(scope);
  if (resource === undefined)
    return fail(
      "AADSTS70011",
      `The provided value for the input parameter 'scope' is not valid. The scope ${scope} is not valid.`,
    );
  if (get("client_assertion_type") !== ASSERTION_TYPE || get("client_assertion") === "") {
    return fail("AADSTS7000218", "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
  }
  const identity = accounts.addressOf(clientId);
  const judgement = await judge(world, get("client_assertion"), { type: "client_assertion", identity: identity ?? clientId });
  const { asker, verdict, why, checks } = judgement;
  const refusal = identity === undefined ? UNKNOWN_APP(clientId, tenant) : verdict === "allow" ? undefined : refusalOf(judgement);
  world.note({
    ...{ service: SERVICE, action: "token", wanted: identity ?? clientId, checks: identity === undefined ? [] : checks },
    ...(asker && { asker }),
    ...(refusal === undefined
      ? { verdict, why }
      : {
          verdict: identity !== undefined && verdict === "undetermined" ? verdict : "deny",
          why: identity === undefined ? refusal[1] : why,
          code: refusal[0],
        }),
  });
  if (refusal !== undefined) return fail(...refusal);
  const now = Math.floor(world.now());
  const claims = {
    aud: resource,
    iss: `https://sts.windows.net/${tenant}/`,
    iat: now,
    nbf: now,
    exp: now + LIFETIME,
    appid: clientId,
    tid: tenant,
    oid: guid(`object ${clientId}`),
    sub: guid(`object ${clientId}`),
    ver: "1.0",
  };
  return json(200, {
    token_type: "Bearer",
    expires_in: LIFETIME,
    ext_expires_in: LIFETIME,
    access_token: accessToken(claims, key),
  });
}

const UNKNOWN_APP = (clientId: string, tenant: string): [string, string] => [
  "AADSTS700016",
  `Application with identifier '${clientId}' was not found in the directory '${tenant}'.`,
];

function refusalOf({ verdict, decisive, why, error }: Judgement): [code: string, message: string] {
  if (verdict === "undetermined") return ["AADSTS70021", `Undetermined: ${why}. The lab lets nobody in on that.`];
  if (decisive === "token") return ["AADSTS50027", "JWT token is invalid or malformed."];
  if (decisive === "signature") {
    // The code of a wrong key is reported for certificates of applications; of federated assertions no text settles it.
    return [
      "AADSTS700027",
      `The certificate with identifier used to sign the client assertion is not registered on application: ${why}.`,
    ];
  }
  return [error?.code ?? "AADSTS70021", error?.message ?? why];
}

function failure({ now }: World, code: string, message: string): Answer {
  const [status, error] = ERRORS[code] ?? [401, "invalid_client"];
  const [trace, correlation] = [randomUUID(), randomUUID()];
  const timestamp = new Date(now() * 1000).toISOString().replace("T", " ").replace(/\.\d+/, "");
  return json(status, {
    error,
    error_description: `${code}: ${message} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [Number(code.replace("AADSTS", ""))],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
  });
}

/** The one resource of a scope: an application asks for `<resource>/.default`. */
function scopeOf(scope: string): string | undefined {
  const [first = "", ...others] = scope.split(" ").filter((each) => each.includes("/.default"));
  return others.length === 0 && first.endsWith("/.default") ? first.slice(0, -"/.default".length) : undefined;
}

/** A JWT to look at, as clients do. Nobody but the lab could check it, and nobody should take it. */
function accessToken(claims: object, key: Buffer): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const kid = createHash("sha256").update(key).digest("base64url").slice(0, 16);
  const signed = `${part({ typ: "JWT", alg: "HS256", kid })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

function discovery(tenant: string, base: string): Answer {
  return json(200, {
    token_endpoint: `${base}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ["private_key_jwt"],
    jwks_uri: `${base}/${tenant}/discovery/v2.0/keys`,
    authorization_endpoint: `${base}/${tenant}/oauth2/v2.0/authorize`,
    issuer: `${base}/${tenant}/v2.0`,
    response_types_supported: ["code", "id_token"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
  });
}

function instances(tenant: string, base: string): Answer {
  const { host } = new URL(base);
  return json(200, {
    tenant_discovery_endpoint: `${base}/${tenant}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}
