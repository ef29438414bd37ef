import { type Decision, decisionOf } from "../decision";
import type { ClientAssertionRequest } from "../request";
import type { Token } from "../token";
import type { AzureModel } from "./model";

/** What the cloud answers to a token. */
export function decideAzure(_model: AzureModel, _request: ClientAssertionRequest, _token: Token, _now: number): Decision {
  return decisionOf([]);
}
