import type { CloudModel } from "./cloud";
import { cloudNamed } from "./clouds";
import { type Decision, decisionOf } from "./decision";
import { checkedToken } from "./checked-token";
import type { Model } from "./model";
import type { ModelIdentity } from "./model-identity";
import type { Question, Request } from "./request";
import { holdsMarksWithin } from "./text";
import type { Token } from "./token";

/**
 * What a cloud answers to a token: `allow`, `deny` with the cloud's own error, or `undetermined` where the files do not say or the cloud's
 * rule is not documented. The checks are in the cloud's order, each with what was compared. The signature is taken as valid. Never throws.
 *
 * @example
 * import { decide } from "cdktf-workload-identity/verify";
 * decide(model, { token, now: 1729603000, request: { type: "become", identity: "aws_iam_role.orders" } }).verdict;   // "allow"
 */
export function decide(model: Model, question: Question): Decision {
  const { token, request } = question;
  // Marks of what is unknown would make a stranger's claims equal to it.
  if (!holdsMarksWithin(request.type === "EksPodIdentity" ? request : token)) return decideWithHoles(model, question);
  return refusal("token", "it holds the characters U+E000 or U+E001, which stand for unknown values here", "unknown");
}

/** The same of claims that may be unknown in part, as the model spells what Terraform learns at apply. Not for what strangers wrote. */
export function decideWithHoles(model: Model, { token, now, request }: Question): Decision {
  if (!Number.isFinite(now)) return refusal("time", "the time that is asked about is not a number", "unknown");
  // A pod of EKS Pod Identity shows no token.
  const checked = checkedToken(request.type === "EksPodIdentity" ? NO_CLAIMS : token);
  if (checked === undefined) return refusal("token", "the token's claims are not a JSON object", "no");
  if (request.type === "become") return become(model, checked, now, request.identity);
  const part = [...model.clouds.values()].find((each) => each.takes(request));
  return part?.decide(request, checked, now) ?? refusal("request", `nothing takes the request ${request.type}`, "unknown");
}

const NO_CLAIMS = { iss: "", sub: "", aud: "" };

const refusal = (name: string, why: string, passed: "no" | "unknown"): Decision => decisionOf([{ name, passed, why }]);

function become(model: Model, token: Token, now: number, name: string): Decision {
  const [identity, ...namesakes] = model.named(name);
  if (identity === undefined) {
    const passed = model.configuration.options.complete === true ? "no" : "unknown";
    return refusal("identity", `no identity of the files is called ${name}`, passed);
  }
  if (namesakes.length === 0) return becomeIdentity(model, identity, token, now);
  const addresses = [identity, ...namesakes].map(({ address }) => address).join(", ");
  return refusal("identity", `several identities are called ${name}: name one of ${addresses}`, "unknown");
}

/** What the identity's cloud answers to a token that wants it, by every way in that a bearer of the token has. */
export function becomeIdentity(model: Model, identity: ModelIdentity, token: Token, now: number): Decision {
  return partOf(model, identity).become(identity, token, now);
}

/** The way in that an identity's cloud has for tokens. */
export function requestFor(identity: ModelIdentity): Request {
  return cloudNamed(identity.cloud)?.requestFor(identity) ?? { type: "become", identity: identity.address };
}

function partOf({ clouds }: Model, { cloud, address }: ModelIdentity): CloudModel {
  const part = clouds.get(cloud);
  if (part === undefined) throw new Error(`${address} is of the cloud ${cloud}, which this model does not hold`);
  return part;
}
