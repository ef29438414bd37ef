import { type Decision, decisionOf } from "../decision";
import type { ExchangeRequest, ImpersonateRequest, DirectRequest } from "../request";
import type { Token } from "../token";
import type { GoogleModel } from "./model";

/** What the cloud answers to a token. */
export function decideGoogle(
  _model: GoogleModel,
  _request: ExchangeRequest | ImpersonateRequest | DirectRequest,
  _token: Token,
  _now: number,
): Decision {
  return decisionOf([]);
}
