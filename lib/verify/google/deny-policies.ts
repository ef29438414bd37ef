import { isObject, type Json, listOf, textOf } from "../json";
import type { Configuration } from "../read/configuration";
import { isKnown } from "../text";
import { textsOf } from "./values";

/** An IAM deny policy that could keep a token from becoming a service account: whom it means is not read. */
export interface DenyPolicy {
  readonly address: string;
  /** The project that it is attached to; `undefined` if it is a folder, an organization, or not known. */
  readonly project: string | undefined;
}

const PERMISSION = "iam.googleapis.com/serviceAccounts.getAccessToken";
const GROUPS = [PERMISSION, "iam.googleapis.com/serviceAccounts.*", "iam.googleapis.com/*"];
const PROJECT = /^cloudresourcemanager\.googleapis\.com(?:%2F|\/)projects(?:%2F|\/)([^/%\uE000]+)$/i;

/**
 * The deny policies that name the permission to make access tokens, for members that a token from outside can be. A deny policy goes before
 * every binding. https://cloud.google.com/iam/docs/deny-overview
 */
export function readDenyPolicies(configuration: Configuration): DenyPolicy[] {
  return configuration.ofType("google_iam_deny_policy").flatMap(({ address, mode, values }) => {
    if (mode === "data" || !rulesIn(values["rules"]).some(couldDeny)) return [];
    return [{ address, project: PROJECT.exec(textOf(values["parent"]) ?? "")?.[1] }];
  });
}

/** A policy that could stand over the accounts of a project. */
export function denyPolicyOver(policies: readonly DenyPolicy[], project: string): DenyPolicy | undefined {
  return policies.find(({ project: own }) => {
    const isAnother = own !== undefined && isKnown(project) && /^\d+$/.test(own) === /^\d+$/.test(project) && own !== project;
    return !isAnother;
  });
}

/** Why it is not sure that a binding counts. */
export const denyText = ({ address }: DenyPolicy): string => `whether the deny policy ${address} means the bearer is not read`;

/** The `deny_rule` blocks; a hole where the rules are not known. */
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
