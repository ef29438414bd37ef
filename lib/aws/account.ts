import { TerraformStack, type TerraformProvider } from "cdktf";
import type { IConstruct } from "constructs";
import { placeOfProvider } from "../core/owners";
import { isKnown } from "../core/tokens";

/** The default `aws` provider of each stack, as it was when it was first asked for. */
const defaults = new WeakMap<TerraformStack, TerraformProvider | false>();

/**
 * The account that a provider writes to, as far as it can be told now. IAM is global: two providers of one account and two regions write
 * the same names.
 */
export function accountOfProvider(scope: IConstruct, provider: TerraformProvider | undefined): string {
  const used = provider ?? defaultProvider(scope);
  const { allowedAccountIdsInput: allowed } = (used ?? {}) as { readonly allowedAccountIdsInput?: readonly string[] };
  const [only] = allowed ?? [];
  return allowed?.length === 1 && only !== undefined && isKnown(only) ? only : placeOfProvider(scope, used);
}

/** What a resource without a provider gets: the one without an alias. */
function defaultProvider(scope: IConstruct): TerraformProvider | undefined {
  const stack = TerraformStack.of(scope);
  const before = defaults.get(stack);
  if (before !== undefined) return before === false ? undefined : before;
  const found = stack.node.findAll().find((construct): construct is TerraformProvider => {
    const { terraformResourceType, alias } = construct as Partial<TerraformProvider>;
    return terraformResourceType === "aws" && alias === undefined && "terraformProviderSource" in construct;
  });
  defaults.set(stack, found ?? false);
  return found;
}

/** The account in an EKS cluster's ARN, where it is known, whatever stands around it. */
export function knownAccountOf(clusterArn: string): string | undefined {
  return /^arn:[a-z-]+:eks:[a-z0-9-]+:(\d{12}):/.exec(clusterArn)?.[1] ?? /:(\d{12}):cluster\//.exec(clusterArn)?.[1];
}
