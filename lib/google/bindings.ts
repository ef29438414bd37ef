import { ServiceAccountIamMember } from "@cdktf/provider-google/lib/service-account-iam-member";
import { TerraformStack, type ITerraformDependable, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { FederationError } from "../core/errors";
import { stableId } from "../core/tokens";
import type { FederatedMember } from "./access";
import { claimImpersonation } from "./owned";

/** The service account that members may impersonate: its name as the API takes it, and its e-mail. */
interface Account {
  readonly serviceAccountId: string;
  readonly email: string;
}

/**
 * Lets the members, and nobody else, impersonate the service account.
 *
 * @throws FederationError OWNER_DUPLICATE
 */
export function allowImpersonation(
  scope: Construct,
  members: readonly FederatedMember[],
  { serviceAccountId, email }: Account,
  provider: TerraformProvider | undefined,
): void {
  for (const { member, name, unique, dependsOn } of members) {
    claimImpersonation(scope, email, member);
    new ServiceAccountIamMember(scope, stableId(scope, `user-${name}`, ...unique), {
      provider,
      serviceAccountId,
      role: "roles/iam.workloadIdentityUser",
      member,
      dependsOn: waitFor(scope, dependsOn),
    });
  }
}

/** Refuses a provider of another stack, such as that of a trust there: Terraform would not find it in this one. */
export function checkProviderStack(scope: Construct, provider: TerraformProvider | undefined): void {
  if (provider === undefined || TerraformStack.of(provider) === TerraformStack.of(scope)) return;
  const [theirs, own] = [provider, scope].map((one) => TerraformStack.of(one).node.path);
  throw new FederationError(scope, {
    code: "CLUSTER_PROVIDER_FOREIGN",
    what: `the Terraform provider ${provider.node.path} lives in the stack "${theirs}", and this identity in "${own}"`,
    cure: 'give the identity a "provider" of its own stack, or build it in the stack of its trust',
  });
}

/**
 * What a resource of this scope must wait for, undefined where that is nothing. What lives in another stack cannot stand in `depends_on`:
 * there the whole stack goes first.
 */
export function waitFor(scope: Construct, dependables: readonly ITerraformDependable[]): ITerraformDependable[] | undefined {
  const stack = TerraformStack.of(scope);
  const inStack = dependables.filter((dependable) => {
    const origin = Construct.isConstruct(dependable) ? TerraformStack.of(dependable) : stack;
    if (origin !== stack) stack.addDependency(origin);
    return origin === stack;
  });
  return inStack.length > 0 ? inStack : undefined;
}
