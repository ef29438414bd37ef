import { type Decision, decisionOf } from "../decision";
import type { AssumeRoleRequest, PodIdentityRequest } from "../request";
import type { Token } from "../token";
import type { AwsModel } from "./model";

/** What the cloud answers to a token. */
export function decideAws(
  _model: AwsModel,
  _request: AssumeRoleRequest | PodIdentityRequest,
  _token: Token,
  _now: number,
): Decision {
  return decisionOf([]);
}
