import { type Check, type CloudError, bestOf, type Decision, decisionOf } from "../decision";
import type { DirectRequest, ExchangeRequest, ImpersonateRequest } from "../request";
import { any, same, show } from "../text";
import type { Token } from "../token";
import { textOf } from "./cel-value";
import { checkImpersonation, checkRole, covers } from "./binding";
import { exchange, issuerOf } from "./exchange";
import { gkeAttempt } from "./gke";
import type { GoogleIndexes, GoogleModel } from "./google-model";
import { isElsewhere } from "./pools-named";
import { ANYBODY, type Principal } from "./principal";
import { refused } from "./refused";
import type { Attempt } from "./step";
import type { Account, Grant, Provider } from "./trust";

/** What is asked of Google Cloud. */
export type GoogleRequest = ExchangeRequest | ImpersonateRequest | DirectRequest;

/**
 * What Google Cloud answers to a token. A token of a GKE cluster may go two ways, through the pool of the cluster's project and through an
 * ordinary provider, and several providers may take one issuer: one way that lets in is enough.
 */
export function decideGoogle(model: GoogleModel, request: GoogleRequest, token: Token, now: number): Decision {
  const account = request.type === "impersonate" ? model.indexes.accounts.get(request.serviceAccount) : undefined;
  const told = attemptsOf(model, request, token, now).map((attempt) => finish(model, request, attempt, account));
  const besides = [...anybody(model, request, account), ...elsewhere(model, request, account)];
  const [first = noProvider(model, request, token), ...others] = [...told, ...besides];
  const best = bestOf([first, ...others]);
  return best.verdict === "deny" ? refused(model, request, account, best) : best;
}

function attemptsOf(model: GoogleModel, request: GoogleRequest, token: Token, now: number): Attempt[] {
  const ordinary = providersFor(model, request, token).map((provider) => exchange(provider, token, now));
  const gke = request.type === "exchange" || request.provider !== undefined ? undefined : gkeAttempt(token, now, model.numberOf);
  return gke === undefined ? ordinary : [...ordinary, gke];
}

function providersFor({ indexes }: GoogleModel, { provider: name }: GoogleRequest, token: Token): readonly Provider[] {
  if (name === undefined) {
    const issuer = issuerOf(token);
    const slashed = issuer.endsWith("/") ? issuer.slice(0, -1) : `${issuer}/`;
    return [issuer, slashed, undefined].flatMap((key) => indexes.providers.get(key) ?? []);
  }
  const id = /\/([^/]+\/providers\/[^/]+)$/.exec(name)?.[1] ?? name;
  return [id, undefined].flatMap((key) => indexes.providersById.get(key) ?? []).filter((provider) => isCalled(provider, name));
}

/** Whether a provider is the one of this name. Without the project's number, by the rest of the name. */
function isCalled({ pool, id, address }: Provider, name: string): boolean {
  if (name === address) return true;
  const full = `projects/${pool.number}/locations/global/workloadIdentityPools/${pool.id}/providers/${id}`;
  const byProject = `projects/${pool.project}/locations/global/workloadIdentityPools/${pool.id}/providers/${id}`;
  return any([same(full, name), same(byProject, name)]) !== "no";
}

function finish(model: GoogleModel, request: GoogleRequest, attempt: Attempt, account: Account | undefined): Decision {
  const { checks, error, principal } = attempt;
  if (principal === undefined || request.type === "exchange") {
    return decisionOf(checks, error, principal === undefined ? undefined : memberText(principal));
  }
  if (request.type === "direct") {
    const check = checkRole(model, request, principal);
    return decisionOf(
      [...checks, check],
      denied(request.role === undefined ? "The permission" : `A permission of ${request.role}`),
      memberText(principal),
    );
  }
  const steps = account === undefined ? [unnamed(model, request.serviceAccount)] : checkImpersonation(model, account, principal);
  return decisionOf([...checks, ...steps], denied("Permission 'iam.serviceAccounts.getAccessToken'"), account?.email);
}

function unnamed({ indexes, configuration }: GoogleModel, name: string): Check {
  if (indexes.accounts.has(name))
    return { name: "binding", passed: "unknown", why: `several service accounts are called ${name}` };
  const passed = configuration.options.complete === true && configuration.unread.length === 0 ? "no" : "unknown";
  return { name: "binding", passed, why: `no service account of the files is called ${name}` };
}

const denied = (what: string): CloudError => ({
  code: "PERMISSION_DENIED",
  message: `${what} denied on resource (or it may not exist).`,
});

/** The member that stands for exactly this principal. */
export function memberText(principal: Principal): string {
  if (principal.kind === "anybody") return "allUsers";
  const path = (number: string, pool: string): string =>
    `principal://iam.googleapis.com/projects/${number}/locations/global/workloadIdentityPools/${pool}/subject/`;
  if (principal.kind === "gke") {
    const { project, number, namespace, name } = principal;
    return show(`${path(number, `${project}.svc.id.goog`)}ns/${namespace}/sa/${name}`);
  }
  const { pool, subject } = principal;
  return show(`${path(pool.number, pool.id)}${textOf(subject)}`);
}

/** What anybody may do needs no token. */
function anybody(model: GoogleModel, request: GoogleRequest, account: Account | undefined): Decision[] {
  if (request.type !== "direct" && (account === undefined || !namesAnybody(model.indexes, account))) return [];
  const decision = finish(model, request, { checks: [], principal: ANYBODY }, account);
  return decision.verdict === "deny" ? [] : [decision];
}

/** Whether a binding over the account may be everybody's. */
function namesAnybody({ impersonators, wide }: GoogleIndexes, account: Account): boolean {
  return impersonators(account).forAnybody().length > 0 || wide.forAnybody().length > 0;
}

/**
 * A refusal is only as sure as the files are whole: a binding may name a pool whose providers are elsewhere. Not asked if the caller says
 * that the files are complete, or names the provider.
 */
function elsewhere({ indexes, configuration }: GoogleModel, request: GoogleRequest, account: Account | undefined): Decision[] {
  if (configuration.options.complete === true || request.provider !== undefined || account?.disabled === "yes") return [];
  const grant = request.type === "direct" ? heldElsewhere(indexes, request) : impersonatorElsewhere(indexes, account);
  if (grant === undefined) return [];
  const why = `${show(grant.member.text)} names a pool whose providers are not in the files`;
  return [decisionOf([{ name: "issuer", passed: "unknown", why, at: grant.address }])];
}

function heldElsewhere(indexes: GoogleIndexes, { role, member }: DirectRequest): Grant | undefined {
  if (member === undefined) return role === undefined ? undefined : indexes.elsewhere(role);
  return indexes.held.get(member)?.find((grant) => isElsewhere(indexes, grant));
}

function impersonatorElsewhere(indexes: GoogleIndexes, account: Account | undefined): Grant | undefined {
  if (account === undefined) return undefined;
  const own = indexes.impersonators(account).all.find((grant) => isElsewhere(indexes, grant));
  return own ?? indexes.wideElsewhere().find((grant) => covers(grant, account.project) !== "no");
}

function noProvider(model: GoogleModel, { provider }: GoogleRequest, token: Token): Decision {
  const isWhole = model.configuration.options.complete === true && model.configuration.unread.length === 0;
  const passed = isWhole ? "no" : "unknown";
  const asked = provider ?? `the issuer ${issuerOf(token) || "that the token lacks"}`;
  const why = `the files hold no provider for ${asked}`;
  const message =
    'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it does not exist.';
  return decisionOf([{ name: "issuer", passed, why }], { code: "invalid_target", message });
}
