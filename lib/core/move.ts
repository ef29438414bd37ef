import type { IConstruct } from "constructs";
import { checkTextValue } from "./check-values";
import { text } from "./values";

/** A resource that can take another's place, as every L1 can. */
export interface Movable {
  readonly terraformResourceType: string;
  moveFromId(address: string): void;
}

/**
 * Lets a resource take the place that another address has in the same state: writes a `moved` block. Terraform moves within a type alone,
 * and says so only when it plans.
 *
 * @throws FederationError ADDRESS_INVALID
 */
export function moveFrom(scope: IConstruct, resource: Movable, address: string): void {
  const type = resource.terraformResourceType;
  const rule = text({
    noun: "the address",
    code: "ADDRESS_INVALID",
    cure: `give the address as "terraform state list" prints it, such as ${type}.orders`,
    source: "https://developer.hashicorp.com/terraform/cli/state/resource-addressing",
    does: "refused",
    example: `${type}.orders`,
    mustBeKnown: true,
    pattern: new RegExp(`^(module\\.[\\w-]+(\\[[^\\]]+\\])?\\.)*${type}\\.[A-Za-z_][\\w-]*(\\[[^\\]]+\\])?$`),
  });
  checkTextValue(scope.node.path, rule, address);
  resource.moveFromId(address);
}
