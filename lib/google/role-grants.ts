import { FolderIamMember } from "@cdktf/provider-google/lib/folder-iam-member";
import { OrganizationIamMember } from "@cdktf/provider-google/lib/organization-iam-member";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { plainText } from "../core/terraform-text";
import { stableId, stableText } from "../core/tokens";
import { claimRole, type ProjectName } from "./owned";
import type { RoleCondition } from "./role-conditions";

/** A role of an identity: where it holds, and when. */
export interface GoogleRoleGrant {
  /** Such as `roles/storage.objectViewer`, or a custom role's full name. */
  readonly role: string;
  /** The id of the project, or its number. @default - the identity's, where neither folder nor organization is given */
  readonly project?: string;
  /** The folder: `folders/NUMBER`, or the number. @default - none */
  readonly folder?: string;
  /** The number of the organization. @default - none */
  readonly organization?: string;
  /** When the role holds. Basic roles (owner, editor, viewer) take none. @default - always */
  readonly condition?: RoleCondition;
}

interface Binding {
  readonly member: string;
  readonly provider: TerraformProvider | undefined;
  readonly dependsOn?: ITerraformDependable[] | undefined;
}

type Level = "project" | "folder" | "organization";

/** Binds the roles to one member, each as a child of `scope`, keyed by what it grants. */
export function grantRoles(
  scope: Construct,
  {
    trust,
    project,
    roles,
    ...bound
  }: Binding & { readonly trust: ProjectName; readonly project: string; readonly roles: readonly (string | GoogleRoleGrant)[] },
): void {
  const seen = new Set<string>();
  const standard = projectOf(project);
  for (const given of roles) {
    const grant = typeof given === "string" ? { role: given } : given;
    checkGrant(scope.node.path, grant);
    const [level, target] = targetOf(grant, standard);
    const { title, expression, description } = grant.condition ?? {};
    const where = level === "project" && target === standard ? [] : [level, target];
    const when = title === undefined || expression === undefined ? [] : ["condition", title, expression];
    const id = stableId(scope, grant.role, grant.role, ...where, ...when);
    const { role } = grant;
    const names = level === "project" ? namesOf(trust, target) : [target];
    // A project by its number is the same project.
    const binding = JSON.stringify([level, names[0], role, ...when].map((text = "") => stableText(scope, text)));
    if (seen.has(binding)) throw problem(scope.node.path, `the role ${quoted(role)} is listed twice`, "list it once");
    seen.add(binding);
    const described = description === undefined ? when : [...when, description];
    claimRole(scope, names, { level, target, role, member: bound.member, when: described });
    bind(scope, id, level, target, { ...bound, role, condition: plainCondition(grant.condition) });
  }
}

/** The id and the number of a project, where the trust says both. */
function namesOf({ project, projectNumber }: ProjectName, target: string): readonly string[] {
  return target === project || target === projectNumber ? [project, projectNumber] : [target];
}

/** A condition so that Terraform keeps it as it is written. */
function plainCondition(condition: RoleCondition | undefined): RoleCondition | undefined {
  if (condition === undefined) return undefined;
  const { title, expression, description } = condition;
  return {
    title: plainText(title),
    expression: plainText(expression),
    ...(description === undefined ? {} : { description: plainText(description) }),
  };
}

/** A project as the provider keeps it: an id, or a number, without `projects/`. */
function projectOf(text: string): string {
  return text.replace(/^projects\//, "");
}

function bind(
  scope: Construct,
  id: string,
  level: Level,
  target: string,
  config: Binding & { readonly role: string; readonly condition: RoleCondition | undefined },
): void {
  if (level === "folder") new FolderIamMember(scope, id, { ...config, folder: target });
  else if (level === "organization") new OrganizationIamMember(scope, id, { ...config, orgId: target });
  else new ProjectIamMember(scope, id, { ...config, project: target });
}

function targetOf({ project, folder, organization }: GoogleRoleGrant, standard: string): readonly [Level, string] {
  if (folder !== undefined) return ["folder", /^\d/.test(folder) ? `folders/${folder}` : folder];
  if (organization !== undefined) return ["organization", organization];
  return ["project", project === undefined ? standard : projectOf(project)];
}

function checkGrant(place: string, { role, project, folder, organization, condition }: GoogleRoleGrant): void {
  const targets = Object.entries({ project, folder, organization }).filter(([, target]) => target !== undefined);
  if (targets.length > 1) {
    const names = targets.map(([level]) => level).join(" and ");
    throw problem(place, `the role ${quoted(role)} is granted on ${names} at once`, "write one grant for each");
  }
  // https://cloud.google.com/iam/docs/conditions-overview
  if (condition !== undefined && /^roles\/(owner|editor|viewer)$/.test(role)) {
    throw problem(place, `the basic role ${quoted(role)} has a condition, which IAM refuses`, "grant a narrower role");
  }
}

function problem(place: string, what: string, cure: string): FederationError {
  return new FederationError(place, { code: "ROLE_INVALID", what, cure });
}
