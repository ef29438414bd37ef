import type { PermissionContent } from "../permission-content";
import { textOf } from "../json";
import { type Configuration, ignoresChangesOf, type Resource } from "../read/configuration";
import { isKnown, type Truth } from "../text";
import { nonEmpty, projectOf, referent, textsOf } from "./values";

/** What a role lets do that the files hold. */
export interface RoleContent {
  readonly content: PermissionContent;
  /** Whether it lets its holder act as a service account that it is granted on. */
  readonly impersonates: Truth;
}

const TYPES = ["google_project_iam_custom_role", "google_organization_iam_custom_role", "google_iam_role"];

/** The roles that the files hold, by the text of a binding that names one. */
export function readCustomRoles(configuration: Configuration): (role: string) => RoleContent | undefined {
  const roles = new Map<string, RoleContent>();
  for (const type of TYPES) {
    for (const resource of configuration.ofType(type)) {
      const role = roleContent(resource);
      for (const name of [resource.address, ...namesOf(configuration, resource)]) roles.set(name, role);
    }
  }
  return (role) => roles.get(role) ?? roles.get(referent(configuration, role)?.resource.address ?? "");
}

function namesOf(configuration: Configuration, resource: Resource): string[] {
  const argument = (name: string): string | undefined => nonEmpty(textOf(resource.values[name]));
  const [id, organization] = [argument("role_id"), argument("org_id")];
  const parent = organization === undefined ? `projects/${projectOf(configuration, resource)}` : `organizations/${organization}`;
  return [argument("name"), id === undefined ? undefined : `${parent}/roles/${id}`].filter((name) => name !== undefined);
}

const ACCESS_TOKEN = "iam.serviceAccounts.getAccessToken";
/** With these, whoever holds them makes proofs in the account's name, or lets himself. */
const NEARLY = [
  ...["iam.serviceAccounts.getOpenIdToken", "iam.serviceAccounts.signJwt", "iam.serviceAccounts.signBlob"],
  ...["iam.serviceAccounts.implicitDelegation", "iam.serviceAccounts.setIamPolicy", "iam.serviceAccountKeys.create"],
];

function roleContent(resource: Resource): RoleContent {
  const { address, values } = resource;
  // A role that is disabled counts for nothing while it is.
  const isStable = !ignoresChangesOf(resource, "permissions") && textOf(values["stage"]) !== "DISABLED";
  const said = textsOf(values["permissions"] ?? values["included_permissions"]);
  const actions = said ?? [];
  const isWhole = said !== undefined && isStable && actions.every(isKnown);
  const none = { exceptActions: [], resources: ["*"], exceptResources: [], conditions: [] };
  return {
    content: {
      statements: [{ effect: "allow", actions, ...none }],
      unknown: isWhole ? [] : [`the permissions of ${address}`],
    },
    impersonates:
      isWhole && !actions.some((each) => NEARLY.includes(each) || each === ACCESS_TOKEN) ? "no" : nearly(actions, isStable),
  };
}

const nearly = (actions: readonly string[], isStable: boolean): Truth =>
  isStable && actions.includes(ACCESS_TOKEN) ? "yes" : "unknown";
