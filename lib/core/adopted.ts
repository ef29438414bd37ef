import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";

/** What is known of something that exists outside of the app's Terraform, by the attributes that Terraform's resource of its kind has. */
export interface Adopted {
  /** The type of the resource that it would be, such as `aws_iam_openid_connect_provider`. */
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const adopted = new WeakMap<TerraformStack, Adopted[]>();

/**
 * Notes in the metadata of the synthesized file what the user says of something that exists: Terraform ignores it, and whoever reads the
 * file (`verify`, the matchers, the lab) can judge by it who gets in.
 */
export function noteAdopted(scope: IConstruct, thing: Adopted): void {
  const stack = TerraformStack.of(scope);
  const all = adopted.get(stack) ?? [];
  all.push(thing);
  if (adopted.has(stack)) return;
  adopted.set(stack, all);
  // Resolved when the stack is synthesized, so what is added later is there.
  stack.addOverride("//.metadata.adopted", all);
}
