import { FolderIamMember } from "@cdktf/provider-google/lib/folder-iam-member";
import { OrganizationIamMember } from "@cdktf/provider-google/lib/organization-iam-member";
import { ProjectIamMember } from "@cdktf/provider-google/lib/project-iam-member";
import { TerraformStack, type ITerraformDependable, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import { ownedBefore } from "../core/owners";
import { isKnown, stableId, stableText } from "../core/tokens";
import { checkProjectId } from "./checks";
import type { RoleCondition } from "./role-conditions";

/** A role of an identity: where it holds, and when. */
export interface GoogleRoleGrant {
  /** Such as `roles/storage.objectViewer`, or a custom role's full name. */
  readonly role: string;
  /** The id of the project. @default - the identity's, where neither folder nor organization is given */
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
  { project, roles, ...binding }: Binding & { readonly project: string; readonly roles: readonly (string | GoogleRoleGrant)[] },
): void {
  const seen = new Set<string>();
  for (const given of roles) {
    const grant = typeof given === "string" ? { role: given } : given;
    checkGrant(scope.node.path, grant);
    const [level, target] = targetOf(grant, project);
    if (level === "project") checkProjectId(scope.node.path, target);
    const { title, expression } = grant.condition ?? {};
    const where = level === "project" && target === project ? [] : [level, target];
    const when = title === undefined || expression === undefined ? [] : ["condition", title, expression];
    const id = stableId(scope, grant.role, grant.role, ...where, ...when);
    if (seen.has(id)) throw problem(scope.node.path, `the role ${quoted(grant.role)} is listed twice`, "list it once");
    seen.add(id);
    checkOwner(scope, [level, target, grant.role, binding.member, ...when]);
    bind(scope, id, level, target, { ...binding, role: grant.role, condition: grant.condition && { ...grant.condition } });
  }
}

/**
 * Refuses a binding that another identity of the app writes too, as two workloads with one service account can: IAM keeps one, and
 * whoever is destroyed first takes it from the other. What is unknown until apply is known by its expression, which says the same only
 * within one stack.
 */
function checkOwner(scope: Construct, values: readonly string[]): void {
  const stack = values.every(isKnown) ? "" : ` of ${TerraformStack.of(scope).node.path}`;
  const texts = values.map((value) => stableText(scope, value));
  const before = ownedBefore(scope, `google binding ${texts.join("/")}${stack}`, scope.node.path);
  if (before === undefined) return;
  const [level, target, role, member] = texts;
  throw problem(
    scope.node.path,
    `${quoted(member)} has the role ${quoted(role)} on the ${level} ${quoted(target)} through ${before.node.path} already, and destroying one would take it from both`,
    "name the role in one workload, or bind it outside of both",
  );
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
  if (folder !== undefined) return ["folder", isKnown(folder) && /^\d+$/.test(folder) ? `folders/${folder}` : folder];
  if (organization !== undefined) return ["organization", organization];
  return ["project", project ?? standard];
}

function checkGrant(place: string, { role, project, folder, organization, condition }: GoogleRoleGrant): void {
  checkRole(place, role);
  const targets = Object.entries({ project, folder, organization }).filter(([, target]) => target !== undefined);
  if (targets.length > 1) {
    const names = targets.map(([level]) => level).join(" and ");
    throw problem(place, `the role ${quoted(role)} is granted on ${names} at once`, "write one grant for each");
  }
  if (project === "") throw problem(place, `the role ${quoted(role)} is granted on the project ""`, "give the project's id");
  if (folder !== undefined && isKnown(folder) && !/^(folders\/)?\d+$/.test(folder)) {
    throw problem(place, `the role ${quoted(role)} is granted on the folder ${quoted(folder)}`, 'give "folders/NUMBER"');
  }
  if (organization !== undefined && isKnown(organization) && !/^\d+$/.test(organization)) {
    throw problem(place, `the role ${quoted(role)} is granted on the organization ${quoted(organization)}`, "give its number");
  }
  if (condition !== undefined) checkCondition(place, role, condition);
}

/** https://cloud.google.com/iam/docs/conditions-overview: basic roles take no condition. */
function checkCondition(place: string, role: string, { title, expression }: RoleCondition): void {
  if (title.trim() === "" || expression.trim() === "") {
    throw problem(place, `the condition of the role ${quoted(role)} has no title or no expression`, "give both");
  }
  if (/^roles\/(owner|editor|viewer)$/.test(role)) {
    throw problem(place, `the basic role ${quoted(role)} has a condition, which IAM refuses`, "grant a narrower role");
  }
}

/** Predefined roles, and custom roles of a project or an organization. https://cloud.google.com/iam/docs/roles-overview */
function checkRole(place: string, role: string): void {
  const pattern = /^(roles\/[A-Za-z0-9_.]+|(projects|organizations)\/[A-Za-z0-9:.-]+\/roles\/[A-Za-z0-9_.]+)$/;
  if (!isKnown(role) || pattern.test(role)) return;
  throw problem(
    place,
    `the role ${quoted(role)} is not a role's name`,
    'give it whole: "roles/pubsub.publisher", "projects/PROJECT/roles/NAME" or "organizations/NUMBER/roles/NAME"',
  );
}

function problem(place: string, what: string, cure: string): FederationError {
  return new FederationError(place, { code: "ROLE_INVALID", what, cure });
}
