import type { Finding } from "../finding";

/** What a rule says of what it finds, whatever that is. */
export type Rule = Pick<Finding, "severity" | "why" | "cure" | "source" | "refusedAtApply">;

export const IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
export const OPERATORS = `${IAM}/reference_policies_elements_condition_operators.html`;
export const WEB_KEYS = `${IAM}/reference_policies_iam-condition-keys.html#condition-keys-wif`;
export const SETS = `${IAM}/reference_policies_condition-single-vs-multi-valued-context-keys.html`;
export const PROVIDER = `${IAM}/id_roles_providers_create_oidc.html`;
export const PRINCIPAL = `${IAM}/reference_policies_elements_principal.html`;
export const CREATE = `${IAM}/id_roles_create_for-idp_oidc.html`;
export const QUOTAS = `${IAM}/reference_iam-quotas.html`;
export const CONTROLS = `${IAM}/id_roles_providers_oidc_secure-by-default.html`;

export const error = (why: string, cure: string, source: string): Rule => ({ severity: "error", why, cure, source });
export const warning = (why: string, cure: string, source: string): Rule => ({ severity: "warning", why, cure, source });
export const note = (why: string, cure: string, source: string): Rule => ({ severity: "note", why, cure, source });
export const refused = (why: string, cure: string, source: string): Rule => ({
  ...error(why, cure, source),
  refusedAtApply: true,
});
