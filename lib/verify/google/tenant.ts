import { SHARED_ISSUERS, type SharedIssuer } from "../../facts/shared-issuers";
import { isKnown } from "../text";
import type { Cel } from "./cel";
import { claimPath, claimsIn } from "./claim-path";

const HCP_TERRAFORM = [
  "terraform_organization_id",
  "terraform_organization_name",
  "terraform_project_id",
  "terraform_workspace_id",
];

/** Claims that name a customer of a shared issuer, besides those that pin one for good: names can pass to another owner. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "token.actions.githubusercontent.com": ["repository_owner", "enterprise"],
  "gitlab.com": ["namespace_path", "project_path"],
  "app.terraform.io": HCP_TERRAFORM,
  "app.eu.terraform.io": HCP_TERRAFORM,
};

/** Issuers for which Google refuses a provider without a condition. https://cloud.google.com/iam/docs/workload-identity-federation#conditions */
const REFUSED_WITHOUT_CONDITION = new Set(["token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io"]);

/** What is known of an issuer that many customers share. */
export interface SharedTenant extends SharedIssuer {
  readonly host: string;
  readonly needsCondition: boolean;
  /** The claims that tell its customers apart. */
  readonly claims: readonly string[];
}

/** The shared issuer that a URL is, if it is one. */
export function sharedTenant(url: string): SharedTenant | undefined {
  if (!isKnown(url)) return undefined;
  const host = url.replace(/^https:\/\//, "").replace(/\/$/, "");
  const shared = Object.hasOwn(SHARED_ISSUERS, host) ? SHARED_ISSUERS[host] : undefined;
  if (shared === undefined) return undefined;
  const names = Object.hasOwn(NAMES, host) ? (NAMES[host] ?? []) : [];
  return { ...shared, host, needsCondition: REFUSED_WITHOUT_CONDITION.has(host), claims: [...shared.tenantClaims, ...names] };
}

/** Whether a condition lets in one customer's tokens only. */
export function pinsTenant(cel: Cel, tenant: SharedTenant): boolean {
  if (cel.kind !== "call") return false;
  const { name, args } = cel;
  if (name === "&&") return args.some((part) => pinsTenant(part, tenant));
  if (name === "||") return args.every((part) => pinsTenant(part, tenant));
  const [left, right] = args;
  if (left === undefined || right === undefined) return false;
  const [of, literal] = name === "==" && left.kind === "constant" ? [right, left] : [left, right];
  const [claim, ...rest] = claimPath(of) ?? [];
  if (claim === undefined || rest.length > 0) return false;
  const texts = textsOf(literal);
  if (texts === undefined || texts.length === 0) {
    // What depends on no claim is one value for every token; a claim compared with a claim says nothing.
    return name === "==" && claimsIn(literal)?.length === 0 && tenant.claims.includes(claim);
  }
  if (name === "==" || name === "in")
    return tenant.claims.includes(claim) || (claim === "sub" && texts.every((text) => belongs(text, tenant)));
  // `acme` begins `acme-evil` too; a name that ends is one customer's.
  if (name === "startsWith") return texts.every((text) => beginsTenant(claim, text, tenant));
  return name === "matches" && texts.every((text) => matchesTenant(claim, text, tenant));
}

function beginsTenant(claim: string, text: string, tenant: SharedTenant): boolean {
  return claim === "sub" ? belongs(text, tenant) : tenant.claims.includes(claim) && /^[^/]+\//.test(text);
}

/** Whether every text that a regular expression finds something in is one customer's: as far as its literal beginning says. */
function matchesTenant(claim: string, expression: string, tenant: SharedTenant): boolean {
  if (!expression.startsWith("^") || expression.includes("|")) return false;
  const [, spelled = "", rest = ""] = /^\^((?:[\w:/@ -]|\\[./+-])*)([\s\S]*)$/.exec(expression) ?? [];
  // A quantifier behind a character makes it optional.
  const literal = (/^[?*{]/.test(rest) ? spelled.slice(0, -1) : spelled).replaceAll("\\", "");
  return beginsTenant(claim, literal, tenant) || (rest === "$" && tenant.claims.includes(claim));
}

const belongs = (subject: string, { tenant }: SharedTenant): boolean => tenant === undefined || tenant.pattern.test(subject);

function textsOf(cel: Cel): readonly string[] | undefined {
  const parts = cel.kind === "list" ? cel.items : [cel];
  const texts = parts.map((part) => (part.kind === "constant" && typeof part.value === "string" ? part.value : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
