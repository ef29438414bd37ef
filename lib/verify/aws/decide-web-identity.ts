import { decisionOf, type Check, type CloudError, type Decision } from "../decision";
import type { AssumeRoleRequest } from "../request";
import { any, same, show, type Truth } from "../text";
import type { Token } from "../token";
import { alsoAllowed } from "./also-allowed";
import { audiencesOf, claimValue } from "./claim-keys";
import { allowChecks, denyCheck } from "./evaluation";
import { globalValue, type GlobalValues } from "./global-keys";
import type { AwsModel } from "./model";
import { isUnsettled, roleChecks } from "./role-checks";
import { one, unknown, type ContextValue, type RequestContext } from "./request-context";
import type { AwsRoleIdentity } from "./roles";
import { sessionArn } from "./session-arn";
import { sessionTagsOf, sourceIdentityOf } from "./session-tags";
import { subjectControl } from "./subject-control";
import { providersFor } from "./providers-for";
import { bearerOf, type TrustedProvider } from "./trusted-provider";

const ACTION = "sts:AssumeRoleWithWebIdentity";

/**
 * `sts:AssumeRoleWithWebIdentity`, in STS's order: the issuer's provider in the role's account, the time, the audience, the trust policy
 * (an explicit Deny wins), `sts:TagSession` of a token with session tags.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function decideWebIdentity(
  model: AwsModel,
  role: AwsRoleIdentity,
  request: AssumeRoleRequest,
  token: Token,
  now: number,
): Decision {
  const providers = typeof token.iss === "string" ? providersFor(token.iss, role, model) : [];
  const decisions = providers.map((provider) => decideFor(provider, model, role, request, token, now));
  return (
    decisions.find(({ verdict }) => verdict === "allow") ??
    decisions.find(({ verdict }) => verdict === "undetermined") ??
    decisions[0] ??
    noProvider(role, token)
  );
}

function noProvider({ address }: AwsRoleIdentity, token: Token): Decision {
  const iss = show(token.iss);
  const message = `No OpenIDConnect provider found in your account for ${iss}`;
  const why = `no OIDC provider of the role's account has the URL ${iss}, exactly`;
  return decisionOf([{ name: "issuer", passed: "no", why, at: address }], { code: "InvalidIdentityToken", message });
}

function decideFor(
  provider: TrustedProvider,
  model: AwsModel,
  role: AwsRoleIdentity,
  request: AssumeRoleRequest,
  token: Token,
  now: number,
): Decision {
  const at = provider.issuer?.address ?? role.address;
  const early: Check[] = [
    { name: "issuer", passed: provider.passed, why: provider.why, at },
    expired(token, now),
    audience(provider, token, at),
    ...withoutSubject(token, at),
  ];
  const refused = early.find(({ passed }) => passed === "no");
  if (refused !== undefined) return decisionOf(early, ERRORS[refused.name]);
  const checks = [...early, ...policyChecks(provider, model, role, request, token, now)];
  const message = `Not authorized to perform ${ACTION}`;
  return decisionOf(checks, { code: "AccessDenied", message }, sessionArn(role, request.sessionName));
}

function withoutSubject({ sub }: Partial<Token>, at: string): Check[] {
  const why = "the token's sub is missing or not text; what STS does then is not documented";
  return typeof sub === "string" ? [] : [{ name: "subject", passed: "unknown", why, at }];
}

const ERRORS: Readonly<Record<string, CloudError>> = {
  expired: { code: "ExpiredTokenException", message: "Token expired" },
  audience: { code: "InvalidIdentityToken", message: "Incorrect token audience" },
};

function expired({ exp, nbf, iat }: Token, now: number): Check {
  const name = "expired";
  if (typeof exp !== "number")
    return { name, passed: "unknown", why: "the token has no exp; what STS does then is not documented" };
  if (!Number.isFinite(now)) return { name, passed: "unknown", why: "the time is unknown" };
  if (exp <= now) return { name, passed: "no", why: `exp ${exp} is not after ${now}` };
  const ahead = isAhead(nbf, now) ? `nbf ${String(nbf)}` : isAhead(iat, now) ? `iat ${String(iat)}` : undefined;
  if (ahead === undefined) return { name, passed: "yes", why: `exp ${exp} is after ${now}` };
  return { name, passed: "unknown", why: `${ahead} is after ${now}; what STS does then is not documented` };
}

const isAhead = (moment: number | undefined, now: number): boolean => moment !== undefined && !(moment <= now);

function audience({ issuer, builtIn }: TrustedProvider, token: Token, at: string): Check {
  const { values, open } = audiencesOf(token);
  const check = (passed: Truth, why: string): Check => ({ name: "audience", passed, why, at });
  if (values.length === 0 && !builtIn) return check("no", "the token has no audience");
  if (issuer === undefined) {
    return builtIn
      ? check("yes", "of a built-in issuer, the trust policy alone looks at the audience")
      : check("unknown", "the provider's client ids are not in the files");
  }
  const shown = `${values.map(show).join(" and ")} among ${issuer.audiences.map(show).join(", ") || "none"}`;
  const matches = values.map((value) => any(issuer.audiences.map((id) => same(value, id))));
  const found = any(matches);
  if (!issuer.audiencesKnown && found !== "yes") return check("unknown", "the provider's client ids are unknown");
  if (found === "no") return check("no", `not ${shown}`);
  if (open !== undefined) return check("unknown", `${open}: ${shown}`);
  return check(found, shown);
}

function policyChecks(
  provider: TrustedProvider,
  model: AwsModel,
  role: AwsRoleIdentity,
  request: AssumeRoleRequest,
  token: Token,
  now: number,
): Check[] {
  const { address: at, trust } = role;
  const tags = sessionTagsOf(token);
  const sourceIdentity = sourceIdentityValue(request, token);
  const global: GlobalValues = {
    now,
    tags,
    sessionName: request.sessionName,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  };
  const context: RequestContext = { valueOf: (key) => claimValue(key, provider.keys, token) ?? globalValue(key, global) };
  const caller = bearerOf(provider, role, model);
  const checks = roleChecks(role);
  if (isUnsettled(trust)) return checks;
  checks.push(...allowChecks(trust, ACTION, caller, context, at));
  if (checks.at(-1)?.passed === "no") return checks;
  checks.push(denyCheck(trust, ACTION, caller, context, at));
  const needs = (name: string, action: string, open?: string): void =>
    void checks.push(alsoAllowed(name, action, open, role, caller, context));
  if (tags.tags.size > 0 || tags.open !== undefined) needs("tag-session", "sts:TagSession", tags.open);
  if (sourceIdentity !== undefined) needs("source-identity", "sts:SetSourceIdentity");
  const control = subjectControl(provider, role, caller, ACTION);
  return control === undefined ? checks : [...checks, control];
}

function sourceIdentityValue({ sourceIdentity }: AssumeRoleRequest, token: Token): ContextValue | undefined {
  if (sourceIdentity !== undefined) return one(sourceIdentity);
  const claim = sourceIdentityOf(token);
  if (claim === undefined) return undefined;
  return typeof claim === "string" ? one(claim) : unknown("the source identity in the token is not text");
}
