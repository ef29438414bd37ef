import { type Answer, bearerOf, type Handler, json, parsed } from "./answer";
import type { GoogleTokens } from "./google-tokens";
import { judgeClaims } from "./judge";
import { askerOf } from "./log";
import type { World } from "./world";

const SERVICE = "Google IAM Credentials";
/** An hour, and twelve where the organization allows it, which no file says. https://cloud.google.com/iam/docs/create-short-lived-credentials-direct#sa-credentials-oauth */
const MAX_LIFETIME = 43_200;

/** Google's IAM Credentials API: `generateAccessToken` of a service account, for the bearer of a federated token. */
export function googleIamCredentials(world: World, tokens: GoogleTokens): Handler {
  return (asked) => {
    const [, encodedEmail] = /\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(asked.url.pathname) ?? [];
    const email = decoded(encodedEmail ?? "");
    if (asked.method !== "POST" || email === undefined || !/@|^\d+$/.test(email))
      return failure(404, "NOT_FOUND", `The lab has no ${asked.method} ${asked.url.pathname}.`);
    const found = tokens.find(bearerOf(asked) ?? "");
    if (found?.kind !== "federated" || found.expires <= world.now()) {
      return failure(
        401,
        "UNAUTHENTICATED",
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
      );
    }
    const lifetime = lifetimeOf(parsed(asked.body));
    if (typeof lifetime === "string") return failure(400, "INVALID_ARGUMENT", lifetime);
    const { token, provider, exchanged, principal } = found;
    const request = { type: "impersonate", provider, serviceAccount: world.names.original(email) } as const;
    const { verdict, why, checks, error, becomes } = judgeClaims(world, token, request, exchanged);
    const code = verdict === "allow" ? undefined : "PERMISSION_DENIED";
    world.note({
      service: SERVICE,
      action: "generateAccessToken",
      wanted: email,
      verdict,
      why,
      checks,
      asker: askerOf(token),
      ...(code && { code }),
    });
    if (verdict === "undetermined")
      return failure(403, "PERMISSION_DENIED", `Undetermined: ${why}. The lab lets nobody in on that.`);
    if (verdict === "deny") {
      const message = "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).";
      return failure(403, "PERMISSION_DENIED", error?.message ?? `${message} ${principal}`);
    }
    const expires = Math.floor(world.now()) + lifetime;
    const accessToken = tokens.issue({ kind: "service account", principal: becomes ?? email, expires });
    return json(200, { accessToken, expireTime: new Date(expires * 1000).toISOString().replace(/\.\d+Z$/, "Z") });
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The seconds that are asked for, or what is wrong with the body. */
function lifetimeOf(body: unknown): number | string {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return "The request body is not a JSON object.";
  const { scope, lifetime = "3600s" } = body as Readonly<Record<string, unknown>>;
  if (!Array.isArray(scope) || scope.length === 0) return "scope is required: a list of OAuth 2.0 scopes";
  const [, seconds] = typeof lifetime === "string" ? (/^(\d{1,6})(?:\.\d+)?s$/.exec(lifetime) ?? []) : [];
  const value = Number(seconds);
  return value >= 1 && value <= MAX_LIFETIME ? value : `lifetime must be from 1s to ${MAX_LIFETIME}s, such as "3600s"`;
}

function failure(code: number, status: string, message: string): Answer {
  return json(code, { error: { code, message, status } });
}
