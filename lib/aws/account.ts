import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { placeOfProvider, providerInUse } from "../core/owners";
import { isKnown } from "../core/tokens";

/**
 * The account that a provider writes to, as far as it can be told now. IAM is global: two providers of one account and two regions write
 * the same names.
 */
export function accountOfProvider(scope: IConstruct, provider: TerraformProvider | undefined): string {
  const used = providerInUse(scope, provider, "aws");
  const { allowedAccountIdsInput: allowed } = (used ?? {}) as { readonly allowedAccountIdsInput?: readonly string[] };
  const [only] = allowed ?? [];
  return allowed?.length === 1 && only !== undefined && isKnown(only) ? only : placeOfProvider(scope, used, "aws");
}

/** The account in an EKS cluster's ARN, where it is known, whatever stands around it. */
export function knownAccountOf(clusterArn: string): string | undefined {
  return /^arn:[a-z-]+:eks:[a-z0-9-]+:(\d{12}):/.exec(clusterArn)?.[1] ?? /:(\d{12}):cluster\//.exec(clusterArn)?.[1];
}
