import { type Check, type CloudError, type Decision, decisionOf } from "../decision";
import { outsideOf } from "../outside";
import type { ClientAssertionRequest } from "../request";
import { all, any, show, type Truth } from "../text";
import type { Token } from "../token";
import type { AzureIdentity } from "./azure-identity";
import { throughBinding } from "./bindings";
import { clipped, fits, listed, match, type Match } from "./match";
import type { AzureModel } from "./model";
import { fromEntra } from "./shapes";
import { timeCheck } from "./time";

const EXPRESSION = "claims-matching-expression";

/**
 * What Entra answers to a token as a client assertion: issuer, subject and audience must match within one federated credential.
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export function decideAzure(model: AzureModel, request: ClientAssertionRequest, token: Token, now: number): Decision {
  const [identity, ...namesakes] = model.named(request.identity);
  if (namesakes.length > 0 && identity !== undefined) {
    const addresses = listed([identity, ...namesakes].map(({ address }) => address));
    return open("identity", `several identities are called ${request.identity}: ${addresses}`);
  }
  if (identity === undefined) {
    const why = `no identity of the files is called ${request.identity}, so nothing gives it a credential`;
    const isAll = model.configuration.options.complete === true && model.configuration.unread.length === 0;
    return isAll ? noCredential(why) : open("identity", why);
  }
  return becomeAzure(model, identity, token, now);
}

/** The same of an identity of the model's. */
export function becomeAzure(model: AzureModel, identity: AzureIdentity, token: Token, now: number): Decision {
  const matches = identity.credentials.map((credential) => match(credential, token));
  const decision = decideMatches(identity, matches, token, now);
  if (decision.verdict !== "deny" || identity.disabled === "yes") return decision;
  const hangsOnCredential = any(matches.map(fits)) === "no" && timeCheck(token, now).passed !== "no";
  if (!hangsOnCredential) return decision;
  const { unread, assumes } = outsideOf(model.configuration, `credential of ${identity.address}`, [
    identity.address,
    ...identity.names,
  ]);
  const elsewhere = credentialElsewhere(model, identity, token) ?? unread;
  if (elsewhere === undefined) return assumes.length === 0 ? decision : { ...decision, assumes };
  return { ...open("identity", elsewhere), checks: [...decision.checks, ...open("identity", elsewhere).checks] };
}

function decideMatches(identity: AzureIdentity, matches: readonly Match[], token: Token, now: number): Decision {
  if (matches.length === 0) return noCredential(`${identity.address} has no federated credential`);
  const through = matches.find((each) => fits(each) === "yes");
  // The credential that lets in is the reason, and not its neighbours.
  const told = through === undefined ? matches : [through];
  const checks = [issuerCheck(told, token), subjectCheck(told, token), audienceCheck(told, token)];
  const failed = checks.findIndex(({ passed }) => passed === "no");
  if (failed >= 0) {
    return decisionOf(checks.slice(0, failed + 1), errorOf(checks[failed], matches, token));
  }
  const time = timeCheck(token, now);
  const decision = decisionOf(
    [...checks, existsCheck(matches), ...entraCheck(token), time, enabledCheck(identity)].filter((check) => check !== undefined),
    time.passed === "no"
      ? { code: "AADSTS700024", message: `Client assertion is not within its valid time range: ${time.why}` }
      : { code: "AADSTS7000112", message: `Application ${show(identity.clientId ?? "")} is disabled.` },
    identity.clientId === undefined ? undefined : show(identity.clientId),
  );
  return decision.verdict === "allow" && through?.credential.expression !== undefined
    ? { ...decision, decisive: EXPRESSION }
    : decision;
}

function issuerCheck(matches: readonly Match[], { iss }: Token): Check {
  const passed = any(matches.map(({ issuer }) => issuer));
  const issuers = listed(matches.map(({ credential }) => credential.issuer));
  const best = bestOf(matches, ({ issuer }) => issuer);
  return { name: "issuer", passed, why: compared("issuer", iss, issuers, passed), at: best.credential.address };
}

/** What was compared with what, in one sentence. */
function compared(claim: string, told: unknown, wanted: string, passed: Truth): string {
  const verb = { no: "is not among", unknown: "is compared with" };
  return passed === "yes"
    ? `the token's ${claim} is ${clipped(told)}`
    : `the token's ${claim} ${clipped(told)} ${verb[passed]} ${wanted}`;
}

const MEET: Readonly<Record<Truth, string>> = { yes: "meet", no: "do not meet", unknown: "are compared with" };

function subjectCheck(matches: readonly Match[], { sub }: Token): Check {
  const candidates = matches.filter(({ issuer }) => issuer !== "no");
  const truth = ({ issuer, subject }: Match): Truth => all([issuer, subject]);
  const best = bestOf(candidates.length === 0 ? matches : candidates, truth);
  const passed = any(candidates.map(truth));
  const exact = candidates.filter(({ credential }) => credential.expression === undefined);
  const byExpression = passed === "no" ? exact.length === 0 : best.credential.expression !== undefined;
  const wanted = listed(candidates.map(({ credential }) => credential.expression?.text ?? credential.subject));
  const why = byExpression ? `the token's claims ${MEET[passed]} ${wanted}` : compared("subject", sub, wanted, passed);
  return { name: byExpression ? EXPRESSION : "subject", passed, why, at: best.credential.address };
}

function audienceCheck(matches: readonly Match[], { aud }: Token): Check {
  const candidates = matches.filter(({ issuer, subject }) => issuer !== "no" && subject !== "no");
  const best = bestOf(candidates.length === 0 ? matches : candidates, fits);
  const passed = any(candidates.map(({ issuer, subject, audience }) => all([issuer, subject, audience])));
  const said = compared("audience", aud, listed(candidates.flatMap(({ credential }) => credential.audiences)), passed);
  const why = best.audienceWhy === undefined || passed !== "unknown" ? said : `${said}: ${best.audienceWhy}`;
  return { name: "audience", passed, why, at: best.credential.address };
}

function existsCheck(matches: readonly Match[]): Check | undefined {
  const perhaps = matches.find((each) => each.credential.perhaps === true && fits(each) !== "no");
  if (perhaps === undefined || any(matches.map(fits)) === "yes") return undefined;
  const { address } = perhaps.credential;
  return {
    name: "credential",
    passed: "unknown",
    why: `whether ${address} exists: its count or for_each is unknown`,
    at: address,
  };
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function enabledCheck({ disabled, address }: AzureIdentity): Check | undefined {
  if (disabled === undefined) return undefined;
  const why = disabled === "yes" ? "may not sign in" : "may sign in is unknown until apply";
  const what = disabled === "yes" ? "the service principal of" : "whether the service principal of";
  return { name: "disabled", passed: disabled === "yes" ? "no" : "unknown", why: `${what} ${address} ${why}` };
}

function entraCheck({ iss }: Token): Check[] {
  return fromEntra(iss).map((why): Check => ({ name: "issuer", passed: "unknown", why }));
}

function bestOf(matches: readonly Match[], truth: (match: Match) => Truth): Match {
  const rank = (each: Match): number => ["no", "unknown", "yes"].indexOf(truth(each));
  return matches.reduce((best, each) => (rank(each) > rank(best) ? each : best));
}

/** A credential that would let the token in and may be this identity's, or that may exist outside the files. */
function credentialElsewhere(model: AzureModel, identity: AzureIdentity, token: Token): string | undefined {
  const binding = throughBinding(identity.bindings ?? [], token);
  if (binding !== undefined) return binding;
  for (const other of model.maybe(identity)) {
    const credential = other.credentials.find((each) => fits(match(each, token)) !== "no");
    if (credential !== undefined) return `${credential.address} is of ${other.address}, which may be ${identity.address}`;
  }
  if (model.configuration.options.complete === true || identity.origin === "created") return undefined;
  return `${identity.address} is not created in these files, so it may have other credentials elsewhere`;
}

function noCredential(why: string): Decision {
  return decisionOf([{ name: "all", passed: "no", why }], {
    code: "AADSTS70025",
    message: `The client has no configured federated identity credentials: ${why}`,
  });
}

function open(name: string, why: string): Decision {
  return decisionOf([{ name, passed: "unknown", why }]);
}

const ERRORS: Readonly<Record<string, string>> = {
  issuer: "AADSTS700211",
  subject: "AADSTS700213",
  audience: "AADSTS700212",
  [EXPRESSION]: "AADSTS70021",
};

/** https://learn.microsoft.com/entra/identity-platform/reference-breaking-changes: federated identity credentials compare letter case */
function errorOf(check: Check | undefined, matches: readonly Match[], { sub }: Token): CloudError | undefined {
  const code = check === undefined ? undefined : ERRORS[check.name];
  if (check === undefined || code === undefined) return undefined;
  const message = `No matching federated identity record found for presented assertion: ${check.why}`;
  const isLetterCase = matches.some(
    ({ issuer, credential: { subject, expression } }) =>
      issuer === "yes" &&
      expression === undefined &&
      subject !== sub &&
      subject.toLowerCase() === (sub as unknown as string | undefined)?.toLowerCase(),
  );
  if (check.name !== "subject" || !isLetterCase) return { code, message };
  const why = "The subject matches with case-insensitive comparison, but not with case-sensitive comparison.";
  return { code: "AADSTS7002138", message: `${message}. ${why}` };
}
