import { checkValues } from "../core/check-values";
import { FederationError, quoted } from "../core/errors";
import { isKnown, literalParts } from "../core/tokens";
import { AZURE_ROLE_IDS } from "../facts/azure-roles";
import { canonicalId, couldBe, subscriptionOf } from "./resource-id";
import type { AzureRoleAssignment } from "./role-assignments";
import { AZURE_ROLE_ASSIGNMENT } from "./role-values";

/** A role by name or by id, and its scope, in the forms that Azure hands back. */
export interface CheckedRole {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly scope: string;
}

/** Refuses what Azure would refuse of a role assignment, and brings its ids into the form that Azure hands back. */
export function checkRole(place: string, assignment: AzureRoleAssignment): CheckedRole {
  const refuse = (what: string, cure: string): FederationError =>
    new FederationError(place, { code: "ROLE_ASSIGNMENT_INVALID", what, cure });
  checkValues(place, "a role assignment", AZURE_ROLE_ASSIGNMENT, assignment);
  const { roleDefinitionName: name, roleDefinitionId, scope: given, condition, conditionVersion } = assignment;
  if ((name === undefined) === (roleDefinitionId === undefined)) {
    throw refuse(
      `the role assignment on ${quoted(given)} has ${name === undefined ? "no role" : "two roles"}`,
      'give either "roleDefinitionName" or "roleDefinitionId"',
    );
  }
  if (!isScope(given)) {
    throw refuse(
      `the scope ${quoted(given)} of the role ${quoted(name ?? roleDefinitionId)} is not a resource id`,
      'give it whole, such as "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP"',
    );
  }
  if (condition === undefined && conditionVersion !== undefined) {
    throw refuse(
      `the assignment of the role ${quoted(name ?? roleDefinitionId)} has a "conditionVersion" without a condition`,
      'give "condition", or leave both out',
    );
  }
  const scope = canonicalId(given);
  return { name, id: roleDefinitionId === undefined ? undefined : roleId(place, roleDefinitionId, scope), scope };
}

/** Whether it begins as scopes do, as far as that is known. */
function isScope(scope: string): boolean {
  const [first = ""] = literalParts(scope);
  if (!scope.startsWith(first)) return true;
  const [top = "", word = "", ...others] = first.toLowerCase().split("/");
  if (top !== "") return false;
  if (isKnown(scope)) return true;
  return ["subscriptions", "providers"].some((known) => (others.length > 0 ? known === word : known.startsWith(word)));
}

const TAIL = "/providers/Microsoft.Authorization/roleDefinitions/*";
const ID_FORMS = [
  TAIL,
  `/subscriptions/*${TAIL}`,
  `/subscriptions/*/resourceGroups/*${TAIL}`,
  `/providers/Microsoft.Management/managementGroups/*${TAIL}`,
];

/** A role definition's id as Azure hands it back: below the subscription of the assignment, or of the tenant where its scope has none. */
function roleId(place: string, given: string, scope: string): string {
  const id = canonicalId(given);
  if (!isKnown(id) && !couldBe(id, ID_FORMS)) {
    throw new FederationError(place, {
      code: "ROLE_ASSIGNMENT_INVALID",
      what: `${quoted(given)} is not the id of a role definition`,
      cure: 'give it whole, such as "/subscriptions/SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/UUID"',
    });
  }
  const [, above, name] = /^(\/.*)?\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/]+)$/i.exec(id) ?? [];
  // What begins with something unknown is left as it stands.
  if (name === undefined) return id;
  const tail = TAIL.replace("*", () => name);
  const subscription = subscriptionOf(above ?? "") ?? subscriptionOf(scope);
  if (subscription !== undefined) return `/subscriptions/${subscription}${tail}`;
  if (scope.startsWith("/")) return tail;
  throw new FederationError(place, {
    code: "ROLE_ASSIGNMENT_INVALID",
    what: `the role definition's id ${quoted(given)} names no subscription, and the scope is unknown until apply: azurerm would replace the assignment at every apply`,
    cure: `give it as "/subscriptions/SUBSCRIPTION${TAIL.replace("*", "UUID")}", or give roleDefinitionName`,
  });
}

/** One text for one role, however it is given: of the built-in ones the id, without letter case. */
export function comparedRole({ name, id = "" }: CheckedRole): string {
  const text = name ?? id.split("/").pop() ?? "";
  if (!isKnown(name ?? id)) return name ?? id;
  const lower = text.toLowerCase();
  return name !== undefined && Object.hasOwn(AZURE_ROLE_IDS, lower) ? (AZURE_ROLE_IDS[lower] ?? lower) : lower;
}
