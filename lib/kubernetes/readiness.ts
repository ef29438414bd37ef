import { DataResource, TerraformResource, TerraformStack, type ITerraformDependable } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { shortHash } from "../core/tokens";

/** Every resource below these scopes that lives in the stack. What lives in another stack is applied before, by the order of stacks. */
function resourcesIn(stack: TerraformStack, scopes: readonly IConstruct[]): TerraformResource[] {
  const all = scopes.flatMap((scope) => scope.node.findAll());
  return [...new Set(all)].filter(
    (node): node is TerraformResource => TerraformResource.isTerraformResource(node) && TerraformStack.of(node) === stack,
  );
}

/**
 * One resource that waits for all resources below the scopes, and then for the seconds: what a pod's own resource depends on.
 *
 * A pod that is admitted before its identity exists never recovers on EKS, because the webhook sets its environment at admission.
 */
export function createReadiness(
  scope: Construct,
  scopes: readonly IConstruct[],
  propagationSeconds: number | undefined,
): ITerraformDependable {
  const stack = TerraformStack.of(scope);
  const dependsOn = resourcesIn(stack, scopes);
  for (const other of new Set(scopes.map((one) => TerraformStack.of(one)))) {
    // What lives in another stack cannot stand in depends_on: there the whole stack goes first, even where no value is handed over.
    if (other !== stack && !other.dependsOn(stack)) stack.addDependency(other);
  }
  if (propagationSeconds === undefined) return new DataResource(scope, "ready", { dependsOn });
  // time_sleep of hashicorp/time: Terraform finds the provider by the resource's name, so no package is needed for it.
  const sleep = new TerraformResource(scope, "ready", { terraformResourceType: "time_sleep", dependsOn });
  sleep.addOverride("create_duration", `${propagationSeconds}s`);
  // A resource that is added later must be waited for again.
  sleep.addOverride("triggers", { resources: shortHash(dependsOn.map(({ node }) => node.path).join("\n")) });
  return sleep;
}
