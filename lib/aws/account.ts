import type { TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { placeOfProvider } from "../core/owners";
import { isKnown } from "../core/tokens";

/**
 * The account that a provider writes to, as far as it can be told now. IAM is global: two providers of one account and two regions write
 * the same names.
 */
export function accountOfProvider(scope: IConstruct, provider: TerraformProvider | undefined): string {
  const { allowedAccountIdsInput: allowed } = (provider ?? {}) as { readonly allowedAccountIdsInput?: readonly string[] };
  const [only] = allowed ?? [];
  return allowed?.length === 1 && only !== undefined && isKnown(only) ? only : placeOfProvider(scope, provider);
}
