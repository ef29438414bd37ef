import type { Check } from "../decision";
import type { DirectRequest } from "../request";
import { all, isKnown, same, show, type Truth } from "../text";
import { denyPolicyOver, denyText } from "./deny-policies";
import type { GoogleModel } from "./google-model";
import { type Principal, standsFor } from "./principal";
import type { Account, Grant } from "./trust";
import { perhapsText } from "./values";

/** Whether a binding on a service account, its project or above lets the principal make tokens of it. */
export function checkImpersonation(model: GoogleModel, account: Account, principal: Principal): Check[] {
  const { impersonators, wide } = model.indexes;
  const own = impersonators(account)
    .for(principal)
    .map((grant) => rate(grant, principal, grant.impersonates, roleDoubt(grant)));
  const above = wide
    .for(principal)
    .map((grant) => rate(grant, principal, all([grant.impersonates, covers(grant, account.project)]), roleDoubt(grant)));
  const none = `none of the bindings on ${show(account.email)} or its project names the bearer`;
  const denied = denyPolicyOver(model.denyPolicies, account.project);
  const denial: Check[] =
    denied === undefined ? [] : [{ name: "deny-policy", passed: "unknown", why: denyText(denied), at: denied.address }];
  return [...stateOf(account), ...denial, best([...own, ...above], none, account.address)];
}

function stateOf({ disabled, email, address, perhaps }: Account): Check[] {
  const exists: Check[] =
    perhaps === true ? [{ name: "service-account", passed: "unknown", why: perhapsText(address), at: address }] : [];
  if (disabled === "no") return exists;
  const why =
    disabled === "yes" ? `the service account ${show(email)} is disabled` : `whether ${show(email)} is disabled is unknown`;
  return [...exists, { name: "disabled", passed: disabled === "yes" ? "no" : "unknown", why, at: address }];
}

/** Whether a binding gives the principal the role, on the project if one is asked for. */
export function checkRole(model: GoogleModel, { role, project, member }: DirectRequest, principal: Principal): Check {
  const { byRole, held } = model.indexes;
  const ofRole = (): readonly Grant[] => [role, undefined].flatMap((key) => byRole.get(key)?.for(principal) ?? []);
  const grants = member === undefined ? ofRole() : (held.get(member) ?? []);
  const isMeant = (grant: Grant): Truth =>
    all([role === undefined ? "yes" : same(grant.role, role), project === undefined ? "yes" : covers(grant, project)]);
  const rated = grants.map((grant) => rate(grant, principal, isMeant(grant)));
  const given = role === undefined ? `a role to the bearer as ${member ?? "nobody"}` : `${role} to the bearer`;
  return best(rated, `no binding gives ${given}${project === undefined ? "" : ` on ${project}`}`);
}

/** Whether what a role is granted on holds the project. Which folder a project is in, the files do not say. */
export function covers({ scope, on }: Grant, project: string): Truth {
  if (scope === "folder" || scope === "organization") return "unknown";
  if (scope !== "project") return "no";
  // One of them may be the project's number, or depend on another provider configuration.
  return same(on, project) === "no" && /^\d+$/.test(on) !== /^\d+$/.test(project) ? "unknown" : same(on, project);
}

/** How sure it is that a grant counts, the grant, and what to say where its role is what is unknown. */
type Rated = readonly [Truth, Grant, string?];

function rate(grant: Grant, principal: Principal, isMeant: Truth, doubt?: string): Rated {
  const exists = grant.perhaps === true || grant.doubt !== undefined ? "unknown" : "yes";
  return [all([isMeant, standsFor(grant.member, principal), grant.holds, exists]), grant, doubt];
}

const roleDoubt = ({ role, impersonates }: Grant): string | undefined =>
  impersonates === "yes" ? undefined : `whether ${show(role)} lets its members impersonate is unknown`;

function best(rated: readonly Rated[], none: string, at?: string): Check {
  const [passed, grant, doubt] = rated.find(([truth]) => truth === "yes") ?? rated.find(([truth]) => truth === "unknown") ?? [];
  if (passed === undefined || grant === undefined) {
    return { name: "binding", passed: "no", why: none, ...(at === undefined ? {} : { at }) };
  }
  const { member, role, address } = grant;
  const given = `${show(role)} is given to ${show(member.text)}`;
  const why = passed === "yes" ? given : doubt === undefined ? openText(grant) : `${given}: ${doubt}`;
  return { name: "binding", passed, why, at: address };
}

function openText({ member, role, holds, scope, on, perhaps, doubt, address }: Grant): string {
  const subject = `${show(role)} for ${show(member.text)}`;
  if (doubt !== undefined) return `${subject}: it is unknown ${doubt}`;
  if (perhaps === true) return `${subject}: it is unknown ${perhapsText(address)}`;
  if (holds === "unknown") return `${subject} stands under an IAM condition, which is not evaluated`;
  if (scope === "folder" || scope === "organization")
    return `${subject} is granted on ${show(on)}, and what is in it is not in the files`;
  if (member.kind === "allAuthenticatedUsers") return `${subject}: whether it counts federated identities is not documented`;
  const isPlain = isKnown(member.text) && member.pool !== undefined;
  return isPlain
    ? `${subject}: the number of the pool's project, or what the member is compared with, is unknown (see googleProjectNumbers)`
    : `${subject} depends on what is unknown until apply`;
}
