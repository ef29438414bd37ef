import type { Model } from "./model";
import type { ModelIdentity } from "./model-identity";
import type { OtherWay } from "./other-way";
import type { TokenShape } from "./shape";

/** An identity, and who becomes it: the shapes of token, and the ways that need none. */
export interface WhoCan {
  readonly identity: ModelIdentity;
  /** Empty: the files let nobody in. */
  readonly shapes: readonly TokenShape[];
  /** Who becomes it without a token of an issuer. */
  readonly otherWays: readonly OtherWay[];
}

/**
 * The shapes of token that an identity accepts. It is named by its address or by what its cloud calls it; several identities of one name
 * are all answered, and a name that nothing has gives an empty list.
 *
 * @example
 * import { whoCan } from "cdktf-workload-identity/verify";
 * whoCan(model, "aws_iam_role.orders");   // [{ identity, shapes: [{ tests: [{ claim: "iss", test: "is", values: ["https://…"] }, …] }] }]
 */
export function whoCan(model: Model, identity: string | ModelIdentity): WhoCan[] {
  const identities = typeof identity === "string" ? model.named(identity) : [identity];
  return identities.map((each) => ({ identity: each, shapes: each.shapes, otherWays: each.otherWays }));
}
