import { type Answer, type Asked, fieldsOf, type Handler, json } from "./answer";
import type { LabProvider } from "./google-providers";
import type { GoogleTokens } from "./google-tokens";
import { type Judgement, judge } from "./judge";
import type { World } from "./world";

const SERVICE = "Google STS";
const GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
const SUBJECT_TYPES = ["urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:id_token"];
/** https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token: an hour, or as long as the ID token lives if that is less. */
const LIFETIME = 3600;

/** Google's Security Token Service: `/v1/token` and `/v1/introspect`. */
export function googleSts(world: World, providers: readonly LabProvider[], tokens: GoogleTokens): Handler {
  const byAudience = new Map(providers.map((provider) => [provider.audience, provider]));
  return async (asked) => {
    if (asked.method !== "POST") return failure("invalid_request", "the lab's Security Token Service answers POST");
    if (asked.url.pathname.endsWith("/introspect")) return introspect(world, tokens, asked);
    const fields = fieldsOf(asked);
    if (fields === undefined) return failure("invalid_request", "The request body is neither a form nor a JSON object.");
    const get = (camel: string): string => fields.get(camel) ?? fields.get(snake(camel)) ?? "";
    const [audience, bearer] = [get("audience"), get("subjectToken")];
    const invalid = invalidField(get);
    if (invalid !== undefined) return failure(...invalid);
    const provider = byAudience.get(audience.replace(/^https:/, ""));
    const name = provider?.name ?? audience.replace(/^(https:)?\/\/iam\.googleapis\.com\//, "");
    const judgement = await judge(world, bearer, { type: "exchange", provider: name });
    const { token, asker, becomes = "" } = judgement;
    const { verdict, why, checks } =
      provider === undefined ? { ...NO_PROVIDER, why: `no provider of the files is called ${audience}` } : judgement;
    const refusal = provider === undefined ? NO_TARGET : verdict === "allow" ? undefined : refusalOf(judgement);
    world.note({
      service: SERVICE,
      action: "token",
      wanted: audience,
      verdict,
      why,
      checks,
      ...(asker && { asker }),
      ...(refusal && { code: refusal[0] }),
    });
    if (refusal !== undefined || token === undefined) return failure(...(refusal ?? ["invalid_grant", why]));
    const exchanged = Math.floor(world.now());
    const lifetime = Math.min(LIFETIME, Math.max((token.exp ?? exchanged) - exchanged, 1));
    const accessToken = tokens.issue({
      kind: "federated",
      token,
      provider: name,
      principal: becomes,
      exchanged,
      expires: exchanged + lifetime,
    });
    return json(200, { access_token: accessToken, issued_token_type: ACCESS_TOKEN, token_type: "Bearer", expires_in: lifetime });
  };
}

const NO_PROVIDER = { verdict: "deny", checks: [] } as const;
const NO_TARGET: [error: string, description: string] = [
  "invalid_target",
  'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it does not exist.',
];

const snake = (camel: string): string => camel.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function invalidField(get: (name: string) => string): [error: string, description: string] | undefined {
  if (get("grantType") !== GRANT) return ["unsupported_grant_type", `Invalid value for "grant_type": ${get("grantType")}`];
  if (!SUBJECT_TYPES.includes(get("subjectTokenType")))
    return ["invalid_request", `Invalid value for "subject_token_type": ${get("subjectTokenType")}`];
  const wanted = get("requestedTokenType");
  if (wanted !== "" && wanted !== ACCESS_TOKEN) return ["invalid_request", `Invalid value for "requested_token_type": ${wanted}`];
  const missing = ["audience", "subjectToken", "scope"].find((name) => get(name) === "");
  return missing === undefined ? undefined : ["invalid_request", `Missing parameter: ${snake(missing)}`];
}

function refusalOf({ verdict, decisive, why, error, shown }: Judgement): [error: string, description: string] {
  if (verdict === "undetermined") return ["unauthorized_client", `Undetermined: ${why}. The lab lets nobody in on that.`];
  if (decisive === "token") return ["invalid_request", "Unable to parse the ID Token."];
  if (decisive !== "signature") return [error?.code ?? "invalid_grant", error?.message ?? why];
  if (shown === "unknown key") return ["invalid_grant", "Error connecting to the given credential's issuer."];
  return ["invalid_grant", `Invalid ID Token signature: ${why}.`];
}

function introspect({ now }: World, tokens: GoogleTokens, asked: Asked): Answer {
  const found = tokens.find(fieldsOf(asked)?.get("token") ?? "");
  if (found === undefined || found.expires <= now()) return json(200, { active: false });
  return json(200, {
    active: true,
    username: found.principal,
    exp: found.expires,
    token_type: "Bearer",
    iss: "https://sts.googleapis.com/",
  });
}

function failure(error: string, description: string): Answer {
  return json(400, { error, error_description: description });
}
