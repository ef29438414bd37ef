import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { claim } from "../core/owners";
import { plainText } from "../core/terraform-text";
import { stableId, stableText } from "../core/tokens";
import { comparedId } from "./resource-id";
import { checkRole, comparedRole, type CheckedRole } from "./roles";

/** A role for a managed identity: by name or by id, on a scope. */
export interface AzureRoleAssignment {
  /**
   * Name of a role, such as `Storage Blob Data Reader`, in any letter case; up to 512 characters, without a single quote.
   * @default - `roleDefinitionId` is given instead
   */
  readonly roleDefinitionName?: string;
  /**
   * Resource id of a role definition: `/subscriptions/SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/UUID`. The form without
   * a subscription, which `data.azurerm_role_definition.id` has, is brought into this one where the scope names the subscription.
   * @default - `roleDefinitionName` is given instead
   */
  readonly roleDefinitionId?: string;
  /**
   * Resource id of what the role is for: a resource, resource group, subscription or management group, or `/` for everything. It is written
   * in the letter case that Azure hands back, and without a slash at its end, because azurerm replaces the assignment otherwise.
   */
  readonly scope: string;
  /** A free text, not empty. @default - none */
  readonly description?: string;
  /**
   * What must hold of a request, in the language of https://learn.microsoft.com/azure/role-based-access-control/conditions-format.
   * @default - the role is given without a condition
   */
  readonly condition?: string;
  /** The version of the condition's language. @default - "2.0" where there is a condition */
  readonly conditionVersion?: "1.0" | "2.0";
}

/** Gives the principal these roles. Azure keys them by principal, role and scope: a second one of them fails. */
export function assignRoles(
  construct: Construct,
  assignments: readonly AzureRoleAssignment[],
  { principalId, provider }: { readonly principalId: string; readonly provider: TerraformProvider | undefined },
): void {
  const seen = new Set<string>();
  for (const assignment of assignments) {
    const role = checkRole(construct.node.path, assignment);
    const { name, id: roleDefinitionId, scope } = role;
    const noun = name ?? roleDefinitionId ?? "";
    const key = [comparedRole(role), comparedId(scope)];
    const text = JSON.stringify(key.map((one) => stableText(construct, one)));
    if (seen.has(text)) {
      throw new FederationError(construct, {
        code: "ROLE_ASSIGNMENT_INVALID",
        what: `the role ${quoted(noun)} on ${quoted(scope)} is listed twice (letter case does not count, nor whether it is named or given by id)`,
        cure: "list it once",
      });
    }
    seen.add(text);
    claim(construct, {
      kind: "azure role assignment",
      key: [principalId, ...key],
      noun: `the role ${quoted(noun)} on ${quoted(scope)} for the principal ${quoted(principalId)}`,
      cure: "ask for it where the identity is named first alone",
    });
    writeRole(construct, role, { assignment, principalId, provider });
  }
}

function writeRole(
  construct: Construct,
  { name, id: roleDefinitionId, scope }: CheckedRole,
  {
    assignment,
    principalId,
    provider,
  }: {
    readonly assignment: AzureRoleAssignment;
    readonly principalId: string;
    readonly provider: TerraformProvider | undefined;
  },
): void {
  const { description, condition, conditionVersion } = assignment;
  const role = name ?? roleDefinitionId ?? "";
  new RoleAssignment(construct, stableId(construct, `role-${role.split("/").pop() ?? ""}`, role, scope), {
    provider,
    scope,
    roleDefinitionName: plainText(name),
    roleDefinitionId,
    description: plainText(description),
    condition: plainText(condition),
    conditionVersion: conditionVersion ?? (condition === undefined ? undefined : "2.0"),
    principalId,
    // Said outright, because Entra may not know a principal of a second ago when Azure looks up its type.
    principalType: "ServicePrincipal",
  });
}
