import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { checkText, FederationError, quoted } from "../core/errors";
import { isKnown, stableId } from "../core/tokens";

/** A role for a managed identity: by name or by id, on a scope. */
export interface AzureRoleAssignment {
  /** Name of a role, such as `Storage Blob Data Reader`. @default - `roleDefinitionId` is given instead */
  readonly roleDefinitionName?: string;
  /** Resource id of a role definition. @default - `roleDefinitionName` is given instead */
  readonly roleDefinitionId?: string;
  /** Resource id of what the role is for: a resource, resource group, subscription or management group. */
  readonly scope: string;
  /** @default - none */
  readonly description?: string;
  /**
   * What must hold of a request, in the language of https://learn.microsoft.com/azure/role-based-access-control/conditions-format.
   * @default - the role is given without a condition
   */
  readonly condition?: string;
  /** The version of the condition's language. @default - "2.0" where there is a condition */
  readonly conditionVersion?: "1.0" | "2.0";
}

/** Gives the principal these roles. */
export function assignRoles(
  construct: Construct,
  assignments: readonly AzureRoleAssignment[],
  { principalId, provider }: { readonly principalId: string; readonly provider: TerraformProvider | undefined },
): void {
  const seen = new Set<string>();
  for (const assignment of assignments) {
    const role = checkedRole(construct.node.path, assignment);
    const id = stableId(construct, `role-${role.split("/").pop() ?? ""}`, role, assignment.scope);
    if (seen.has(id)) {
      throw new FederationError(construct, {
        code: "ROLE_ASSIGNMENT_INVALID",
        what: `the role ${quoted(role)} on ${quoted(assignment.scope)} is listed twice`,
        cure: "list it once",
      });
    }
    seen.add(id);
    new RoleAssignment(construct, id, {
      provider,
      scope: assignment.scope,
      roleDefinitionName: assignment.roleDefinitionName,
      roleDefinitionId: assignment.roleDefinitionId,
      description: assignment.description,
      condition: assignment.condition,
      conditionVersion: assignment.conditionVersion ?? (assignment.condition === undefined ? undefined : "2.0"),
      principalId,
      // Said outright, because Entra may not know a principal of a second ago when Azure looks up its type.
      principalType: "ServicePrincipal",
    });
  }
}

function checkedRole(place: string, assignment: AzureRoleAssignment): string {
  if (typeof (assignment as unknown) !== "object" || (assignment as unknown) === null) {
    throw new FederationError(place, {
      code: "ROLE_ASSIGNMENT_INVALID",
      what: `a role assignment is ${quoted(assignment)}`,
      cure: 'give { roleDefinitionName: "Reader", scope: "/subscriptions/SUBSCRIPTION" }',
    });
  }
  const { roleDefinitionName, roleDefinitionId, scope } = assignment;
  const role = roleDefinitionName ?? roleDefinitionId;
  if (role === undefined || role === "" || (roleDefinitionName !== undefined && roleDefinitionId !== undefined)) {
    throw new FederationError(place, {
      code: "ROLE_ASSIGNMENT_INVALID",
      what: `the role assignment on ${quoted(scope)} has ${role === undefined || role === "" ? "no role" : "two roles"}`,
      cure: 'give either "roleDefinitionName" or "roleDefinitionId"',
    });
  }
  checkText(place, "a role", role);
  checkText(place, `the scope of the role ${quoted(role)}`, scope);
  if (isKnown(scope) && !/^\/(subscriptions|providers)\/\S/.test(scope)) {
    throw new FederationError(place, {
      code: "ROLE_ASSIGNMENT_INVALID",
      what: `the scope ${quoted(scope)} of the role ${quoted(role)} is not a resource id`,
      cure: 'give it whole, such as "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP"',
    });
  }
  checkCondition(place, role, assignment);
  return role;
}

function checkCondition(place: string, role: string, { condition, conditionVersion }: AzureRoleAssignment): void {
  if (condition !== undefined) checkText(place, `the condition of the role ${quoted(role)}`, condition);
  const isLone = condition === undefined && conditionVersion !== undefined;
  if (!isLone && condition?.trim() !== "") return;
  throw new FederationError(place, {
    code: "ROLE_ASSIGNMENT_INVALID",
    what: `the assignment of the role ${quoted(role)} has ${isLone ? 'a "conditionVersion" without a condition' : "an empty condition"}`,
    cure: 'give "condition", or leave both out',
  });
}
