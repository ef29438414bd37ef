import { isObject, type Json, listOf, textOf } from "../json";
import type { Permission } from "../model-identity";
import type { PermissionContent, PermissionStatement } from "../permission-content";
import type { Configuration } from "../read/configuration";
import { hole, isKnown } from "../text";
import { blockOf, textsOf } from "./values";

/** An IAM deny policy: it goes before every binding. */
export interface DenyPolicy {
  readonly address: string;
  /** The project that it is attached to; `undefined` if it is a folder, an organization, or unknown. */
  readonly project: string | undefined;
  /** Whether it could keep a token from becoming a service account: whom it means is not read. */
  readonly deniesTokens: boolean;
  /** Whom it denies something; a hole where that is unknown. */
  readonly principals: readonly string[];
  /** What it leaves of everything. */
  readonly cap: Permission;
}

const PERMISSION = "iam.googleapis.com/serviceAccounts.getAccessToken";
const GROUPS = [PERMISSION, "iam.googleapis.com/serviceAccounts.*", "iam.googleapis.com/*"];
const PROJECT = /^cloudresourcemanager\.googleapis\.com(?:%2F|\/)projects(?:%2F|\/)([^/%\uE000]+)$/i;

/** The deny policies of the files. https://cloud.google.com/iam/docs/deny-overview */
export function readDenyPolicies(configuration: Configuration): DenyPolicy[] {
  const policies = configuration.ofType("google_iam_deny_policy").filter(({ mode }) => mode !== "data");
  return policies.map(({ address, values }) => {
    const rules = rulesIn(values["rules"]);
    const parent = textOf(values["parent"]) ?? "";
    return {
      address,
      project: PROJECT.exec(parent)?.[1],
      deniesTokens: rules.some(couldDeny),
      principals: rules.flatMap(
        (rule) => (isObject(rule) ? textsOf(rule["denied_principals"]) : undefined) ?? [hole(`${address}.rules`)],
      ),
      cap: { name: textOf(values["name"]) ?? address, on: parent, address, content: capOf(address, rules) },
    };
  });
}

/** A policy that could stand over the accounts of a project, and deny what makes tokens of them. */
export function denyPolicyOver(policies: readonly DenyPolicy[], project: string): DenyPolicy | undefined {
  return policies.find((policy) => policy.deniesTokens && couldCover(policy, project));
}

function couldCover({ project: own }: DenyPolicy, project: string): boolean {
  return !(own !== undefined && isKnown(project) && /^\d+$/.test(own) === /^\d+$/.test(project) && own !== project);
}

/** What the policies leave of everything that a service account, or a principal of a pool, may do, wherever that is. */
export function capsOf(policies: readonly DenyPolicy[], email: string | undefined): readonly Permission[] {
  return policies.filter(({ principals }) => principals.some((one) => couldMean(one, email))).map(({ cap }) => cap);
}

/** https://cloud.google.com/iam/docs/principal-identifiers: groups and customers can hold service accounts. */
function couldMean(principal: string, email: string | undefined): boolean {
  const [, named] = /^principal:\/\/iam\.googleapis\.com\/projects\/-\/serviceAccounts\/([^\uE000]+)$/.exec(principal) ?? [];
  if (named !== undefined) return email !== undefined && (named === email || !isKnown(email) || !named.includes("@"));
  return principal.includes("/workloadIdentityPools/") ? email === undefined : !principal.startsWith("principal://goog/subject/");
}

const ALL = { exceptActions: [], resources: ["*"], exceptResources: [] };

function capOf(address: string, rules: readonly Json[]): PermissionContent {
  const statements = rules.map((rule): PermissionStatement | undefined => {
    if (!isObject(rule)) return undefined;
    const sorted = (name: string): string[] | undefined => {
      const texts = textsOf(rule[name]);
      return texts === undefined ? undefined : [...texts].sort();
    };
    const [actions, exceptActions] = [sorted("denied_permissions"), sorted("exception_permissions")];
    const [principals, exceptions] = [sorted("denied_principals"), sorted("exception_principals")];
    if (actions === undefined || exceptActions === undefined || principals === undefined || exceptions === undefined)
      return undefined;
    const condition = blockOf(rule["denial_condition"]);
    const conditions = [
      `for ${principals.join(", ")}`,
      ...(exceptions.length === 0 ? [] : [`but for ${exceptions.join(", ")}`]),
      ...(condition === undefined ? [] : [JSON.stringify(typeof condition === "string" ? condition : condition["expression"])]),
    ];
    return { effect: "deny", ...ALL, actions, exceptActions, conditions };
  });
  const known = statements.filter((statement) => statement !== undefined);
  return {
    statements: [{ effect: "allow", ...ALL, actions: ["*"], conditions: [] }, ...known],
    unknown: known.length === statements.length ? [] : [`the rules of ${address}`],
  };
}

/** Why it is not sure that a binding counts. */
export const denyText = ({ address }: DenyPolicy): string => `whether the deny policy ${address} means the bearer is unknown`;

/** The `deny_rule` blocks; a hole where the rules are unknown. */
const rulesIn = (rules: Json | undefined): readonly Json[] =>
  listOf(rules).flatMap((rule) => (isObject(rule) ? listOf(rule["deny_rule"]) : [rule]));

function couldDeny(rule: Json): boolean {
  if (!isObject(rule)) return true;
  const permissions = textsOf(rule["denied_permissions"]);
  const principals = textsOf(rule["denied_principals"]);
  return (
    (permissions?.some((one) => !isKnown(one) || GROUPS.includes(one)) ?? true) &&
    (principals?.some((one) => !isKnown(one) || one.includes("public:all") || one.includes("/workloadIdentityPools/")) ?? true)
  );
}

/** What deny policies leave open over the accounts of a project. */
export function denyDoubts({ denyPolicies }: { readonly denyPolicies: readonly DenyPolicy[] }, project: string): string[] {
  const policy = denyPolicyOver(denyPolicies, project);
  return policy === undefined ? [] : [denyText(policy)];
}
