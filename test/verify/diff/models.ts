import type { Model } from "../../../lib/verify/model";
import type { ModelIdentity } from "../../../lib/verify/model-identity";
import { readModel } from "../../../lib/verify/read-model";
import { type ClaimTest, shapeOf, type TokenShape } from "../../../lib/verify/shape";
import type { TrustedIssuer } from "../../../lib/verify/trusted-issuer";

/** A model of these identities and issuers, and nothing else. */
export function modelOf(identities: readonly ModelIdentity[], issuers: readonly TrustedIssuer[] = []): Model {
  const empty = readModel([]);
  const named = (name: string): ModelIdentity[] =>
    identities.filter((identity) => identity.address === name || identity.names.includes(name));
  return { ...empty, identities, issuers, named };
}

export const ISSUER = "https://oidc.example";

export function shape(subject: string, test: ClaimTest["test"] = "is", ...more: ClaimTest[]): TokenShape {
  return shapeOf(
    [{ claim: "iss", test: "is", values: [ISSUER] }, { claim: "sub", test, values: [subject] }, ...more],
    ["aws_iam_openid_connect_provider.eu"],
  );
}

export function role(name: string, shapes: readonly TokenShape[], more: Partial<ModelIdentity> = {}): ModelIdentity {
  const address = `aws_iam_role.${name}`;
  const place = { file: "stacks/shop/cdk.tf.json", address };
  return {
    cloud: "aws",
    kind: "role",
    address,
    label: name,
    names: [name],
    permissions: [],
    place,
    shapes,
    otherWays: [],
    ...more,
  };
}
