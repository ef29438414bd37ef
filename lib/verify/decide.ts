import { decideAws } from "./aws/decide";
import { decideAzure } from "./azure/decide";
import { type Decision, decisionOf } from "./decision";
import { checkedToken } from "./checked-token";
import { decideGoogle } from "./google/decide";
import type { Model } from "./model";
import type { ModelIdentity } from "./model-identity";
import type { Question, Request } from "./request";
import type { Token } from "./token";

/**
 * What a cloud answers to a token: `allow`, `deny` with the cloud's own error, or `undetermined` where the files do not say or the cloud's
 * rule is not settled. The checks are in the cloud's order, each with what was compared. The signature is taken as valid. Never throws.
 *
 * @example
 * import { decide } from "cdktf-workload-identity/verify";
 * decide(model, { token, now: 1729603000, request: { type: "become", identity: "aws_iam_role.orders" } }).verdict;   // "allow"
 */
export function decide(model: Model, { token, now, request }: Question): Decision {
  if (!Number.isFinite(now))
    return decisionOf([{ name: "time", passed: "unknown", why: "the time that is asked about is no number" }]);
  if (request.type === "EksPodIdentity") return decideAws(model.aws, request, token, now);
  const checked = checkedToken(token);
  if (checked === undefined) return decisionOf([{ name: "token", passed: "no", why: "the token's claims are no JSON object" }]);
  return decideToken(model, checked, now, request);
}

function decideToken(model: Model, token: Token, now: number, request: Request): Decision {
  switch (request.type) {
    case "AssumeRoleWithWebIdentity":
    case "EksPodIdentity":
      return decideAws(model.aws, request, token, now);
    case "exchange":
    case "impersonate":
    case "direct":
      return decideGoogle(model.google, request, token, now);
    case "client_assertion":
      return decideAzure(model.azure, request, token, now);
    case "become":
      return become(model, token, now, request.identity);
  }
}

function become(model: Model, token: Token, now: number, name: string): Decision {
  const [identity, ...namesakes] = model.named(name);
  if (identity === undefined) {
    const passed = model.configuration.options.complete === true ? "no" : "unknown";
    return decisionOf([{ name: "identity", passed, why: `no identity of the files is called ${name}` }]);
  }
  if (namesakes.length > 0) {
    const addresses = [identity, ...namesakes].map(({ address }) => address).join(", ");
    const why = `several identities are called ${name}: name one of ${addresses}`;
    return decisionOf([{ name: "identity", passed: "unknown", why }]);
  }
  return decideToken(model, token, now, requestFor(identity));
}

/** The way in that an identity's cloud has for it. */
export function requestFor({ kind, address, permissions }: ModelIdentity): Request {
  switch (kind) {
    case "role":
      return { type: "AssumeRoleWithWebIdentity", role: address };
    case "service account":
      return { type: "impersonate", serviceAccount: address };
    case "principal":
      return { type: "direct", role: permissions[0]?.name ?? "", member: address };
    case "managed identity":
    case "application":
      return { type: "client_assertion", identity: address };
  }
}
