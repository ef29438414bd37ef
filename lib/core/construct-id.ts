import { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import { FederationError, quoted } from "./errors";

/**
 * Refuses a construct whose id makes names that Terraform does not take: CDKTF begins a resource's name with the first construct id below the
 * stack, without the letters that a name may not have, and Terraform wants a letter or "_" first.
 * https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
 *
 * @throws FederationError CONSTRUCT_ID_INVALID
 */
export function checkConstructId(construct: IConstruct): void {
  // Names are made of the path alone unless a user overrides them, so nearly always the path says it.
  if (construct.node.scopes.slice(1).every(({ node }) => /^[A-Za-z_]/.test(node.id))) return;
  const bad = construct.node
    .findAll()
    .filter((node) => TerraformElement.isTerraformElement(node))
    .find(({ friendlyUniqueId }) => !/^[A-Za-z_]/.test(friendlyUniqueId));
  if (bad === undefined) return;
  throw new FederationError(construct, {
    code: "CONSTRUCT_ID_INVALID",
    what: `its resources would be called ${quoted(bad.friendlyUniqueId)}, and Terraform takes no name that begins so`,
    cure: "let the first construct id below the stack begin with a letter",
  });
}
