import { type Decision, decisionOf } from "../decision";
import { outsideOf } from "../outside";
import { show } from "../text";
import type { GoogleRequest } from "./decide";
import type { GoogleModel } from "./google-model";
import type { Account } from "./trust";

/**
 * A refusal as sure as it is: what was not read may hold a binding, or another provider of the issuer; and beside the files there may be one,
 * too.
 */
export function refused(model: GoogleModel, request: GoogleRequest, account: Account | undefined, refusal: Decision): Decision {
  if (isFinal(request, account, refusal)) return refusal;
  const { configuration, indexes } = model;
  const asked = account === undefined ? targetOf(request) : [account.address, account.project, ...account.names];
  const names = configuration.unread.length === 0 ? [] : [...asked, ...indexes.poolsTold()];
  const { unread, assumes } = outsideOf(configuration, thingOf(request, account), names);
  if (unread === undefined) return assumes.length === 0 ? refusal : { ...refusal, assumes };
  const last = refusal.checks.at(-1);
  const why = `${last?.why ?? ""}; ${unread}`;
  return decisionOf([...refusal.checks.slice(0, -1), { name: refusal.decisive, passed: "unknown", why }]);
}

/** Refusals that no binding could undo: of an old token, of a service account that is disabled, of the provider that was asked for. */
function isFinal({ provider }: GoogleRequest, account: Account | undefined, { decisive }: Decision): boolean {
  return decisive === "time" || account?.disabled === "yes" || (provider !== undefined && decisive !== "binding");
}

function targetOf(request: GoogleRequest): string[] {
  if (request.type === "impersonate") return [request.serviceAccount];
  return request.type === "exchange" ? [] : [request.member, request.role].filter((name) => name !== undefined);
}

function thingOf(request: GoogleRequest, account: Account | undefined): string {
  if (request.type === "exchange") return "provider of the issuer";
  const [name = "a role"] = account === undefined ? targetOf(request) : [show(account.email)];
  return `binding of ${name}`;
}
