import { required, text, word, type RulesOf } from "../core/values";
import { AZURE_LIMITS } from "../facts/azure";
import type { AzureRoleAssignment } from "./role-assignments";

const ABOUT = {
  code: "ROLE_ASSIGNMENT_INVALID",
  source: "https://learn.microsoft.com/azure/role-based-access-control/role-assignments",
} as const;

/** What a role assignment takes. Which of them go together: `checkRole`. */
export const AZURE_ROLE_ASSIGNMENT: RulesOf<AzureRoleAssignment> = {
  roleDefinitionName: text({
    ...ABOUT,
    noun: "the role's name",
    cure: "give it as Azure spells it, without blanks around it; of a role with a single quote in its name, which azurerm cannot ask for, give roleDefinitionId",
    does: "escaped",
    example: "Reader",
    ...AZURE_LIMITS.roleName,
  }),
  roleDefinitionId: text({
    ...ABOUT,
    noun: "the role definition's id",
    cure: 'give it whole, such as "/subscriptions/SUBSCRIPTION/providers/Microsoft.Authorization/roleDefinitions/UUID", or give roleDefinitionName',
    does: "canonical",
    example:
      "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7",
    pattern: /^(\/[^/\s?#']+)*\/providers\/Microsoft\.Authorization\/roleDefinitions\/[^/\s?#']+\/?$/i,
    part: /^[^\s?#']*$/,
  }),
  scope: required(
    text({
      ...ABOUT,
      noun: "the scope of a role assignment",
      cure: 'give a resource id whole, such as "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP"',
      does: "canonical",
      example: "/subscriptions/11111111-1111-1111-1111-111111111111",
      minLength: 1,
      pattern: /^\/(?:(?:subscriptions|providers)\/[^/?#\p{Cc}]+(?:\/[^/?#\p{Cc}]+\/[^/?#\p{Cc}]+)*(?<!\s)\/*)?$/iu,
      part: /^[^?#\p{Cc}]*$/u,
    }),
  ),
  description: text({
    ...ABOUT,
    noun: "the description of a role assignment",
    cure: "say something, or leave it out",
    does: "escaped",
    example: "Reads orders",
    minLength: 1,
  }),
  condition: text({
    ...ABOUT,
    noun: "the condition of a role assignment",
    cure: "give a condition, or leave it out",
    does: "escaped",
    example: "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'orders'",
    minLength: 1,
    pattern: /\S/,
  }),
  conditionVersion: word({
    ...ABOUT,
    noun: "the version of the condition's language",
    cure: 'use "2.0" or "1.0"',
    words: ["1.0", "2.0"],
  }),
};
