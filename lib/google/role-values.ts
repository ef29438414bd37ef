import { either, list, required, shape, text, type ListRule, type RulesOf } from "../core/values";
import { GOOGLE_LIMITS } from "../facts/google";
import type { RoleCondition } from "./role-conditions";
import type { GoogleRoleGrant } from "./role-grants";

const ROLES_PAGE = "https://cloud.google.com/iam/docs/roles-overview";
const CONDITIONS_PAGE = "https://cloud.google.com/iam/docs/conditions-overview";

const { project, number } = GOOGLE_LIMITS;

/** The project of a role alone: its number, and `projects/` before it, say the same there. */
export const ROLE_PROJECT = text({
  noun: "the project of the role",
  code: "GOOGLE_PROJECT_INVALID",
  cure: 'give the id of the project, such as "acme-prod"',
  source: "https://cloud.google.com/resource-manager/docs/creating-managing-projects",
  does: "canonical",
  example: "acme-data",
  pattern: new RegExp(`^(projects/)?(${project.pattern.source.slice(1, -1)}|${number.pattern.source.slice(1, -1)})$`),
  part: /^(projects\/)?[a-z0-9.:-]*$/,
  half: new RegExp(`^(projects/)?(${project.half.source.slice(1, -1)}|${number.half.source.slice(1, -1)})$`),
});

const ROLE = text({
  noun: "the role",
  code: "ROLE_INVALID",
  cure: 'give it whole: "roles/pubsub.publisher", "projects/PROJECT/roles/NAME" or "organizations/NUMBER/roles/NAME"',
  source: ROLES_PAGE,
  does: "refused",
  example: "roles/storage.objectViewer",
  ...GOOGLE_LIMITS.role,
});

/** When a role holds. */
export const ROLE_CONDITION: RulesOf<RoleCondition> = {
  title: required(
    text({
      noun: "the title of the condition",
      code: "ROLE_INVALID",
      cure: "give both: IAM refuses a condition with no title or no expression",
      source: CONDITIONS_PAGE,
      does: "escaped",
      example: "Until 2027",
      minLength: 1,
      pattern: /\S/,
    }),
  ),
  expression: required(
    text({
      noun: "the expression of the condition",
      code: "ROLE_INVALID",
      cure: "give both: IAM refuses a condition with no title or no expression",
      source: CONDITIONS_PAGE,
      does: "escaped",
      example: "request.time < timestamp('2027-01-01T00:00:00Z')",
      minLength: 1,
      pattern: /\S/,
    }),
  ),
  description: text({
    noun: "the description of the condition",
    code: "ROLE_INVALID",
    cure: "give plain text, or leave it out",
    source: CONDITIONS_PAGE,
    does: "escaped",
    example: "Until the move is done",
  }),
};

/** A role of an identity. */
export const GOOGLE_ROLE_GRANT: RulesOf<GoogleRoleGrant> = {
  role: required(ROLE),
  project: ROLE_PROJECT,
  folder: text({
    noun: "the folder of the role",
    code: "ROLE_INVALID",
    cure: 'give "folders/NUMBER", or the number',
    source: ROLES_PAGE,
    does: "canonical",
    example: "folders/7",
    pattern: /^(folders\/)?[1-9]\d{0,18}$/,
    part: /^(folders\/)?\d*$/,
    half: /^(folders\/)?[1-9\uFFFC][\d\uFFFC]*$/,
  }),
  organization: text({
    noun: "the organization of the role",
    code: "ROLE_INVALID",
    cure: "give its number",
    source: ROLES_PAGE,
    does: "refused",
    example: "9",
    ...number,
  }),
  condition: shape("the condition of the role", ROLE_CONDITION),
};

export const ROLES: ListRule = list({
  noun: "the list of roles",
  code: "ROLE_INVALID",
  cure: "list roles",
  source: ROLES_PAGE,
  of: either("a role", ROLE, shape("a role", GOOGLE_ROLE_GRANT)),
});
