import { checkText, FederationError, isList, quoted } from "../core/errors";
import { changedByTerraform } from "../core/terraform-text";
import { isKnown } from "../core/tokens";
import { celClaim, celString, celStrings, isWholeExpression } from "./cel";
import { checkNamespaces } from "./checks";

/** The place that an error of these functions names: they stand outside of any construct. */
const PLACE = "Condition";

/**
 * A condition on tokens: that a claim is exactly this text. A token without the claim is rejected.
 *
 * @throws FederationError CONDITION_INVALID, VALUE_MISSING
 * @example
 * import { claimEquals } from "cdktf-workload-identity/google";
 * claimEquals("repository_owner_id", "65");   // assertion.repository_owner_id == '65'
 */
export function claimEquals(claim: string, value: string): string {
  checkClaim(claim);
  checkValue(claim, value);
  return `${celClaim(claim)} == ${celString(value)}`;
}

/**
 * A condition on tokens: that a claim is one of these texts.
 * @throws FederationError CONDITION_INVALID, VALUE_MISSING
 */
export function claimIn(claim: string, values: readonly string[]): string {
  checkClaim(claim);
  check(
    isList(values) && values.length > 0,
    `the list of values of the claim ${quoted(claim)} is empty`,
    "name at least one value",
  );
  for (const value of values) checkValue(claim, value);
  return `${celClaim(claim)} in ${celStrings(values)}`;
}

/**
 * A condition on tokens of clusters: that the ServiceAccount lives in one of these namespaces.
 * @throws FederationError NAMESPACE_INVALID
 */
export function namespaceIn(namespaces: readonly string[]): string {
  checkNamespaces(PLACE, namespaces);
  return `${SERVICE_ACCOUNT_NAMESPACE} in ${celStrings(namespaces)}`;
}

/** The namespace of a ServiceAccount, as its tokens state it. */
const SERVICE_ACCOUNT_NAMESPACE = "assertion['kubernetes.io']['namespace']";

/**
 * All of the conditions. Each must be whole in itself, so that none can widen another.
 * @throws FederationError CONDITION_INVALID
 */
export function allOf(...conditions: readonly string[]): string {
  return joined(conditions, "&&");
}

/**
 * At least one of the conditions.
 * @throws FederationError CONDITION_INVALID
 */
export function anyOf(...conditions: readonly string[]): string {
  return joined(conditions, "||");
}

function joined(conditions: readonly string[], operator: "&&" | "||"): string {
  for (const condition of conditions) {
    checkText(PLACE, "a condition", condition);
    check(
      isWholeExpression(condition),
      `${quoted(condition)} is not a whole expression`,
      "close its quotes and brackets, and keep what is unknown until apply out of quotes",
    );
  }
  const [only] = conditions;
  check(only !== undefined, "the list of conditions is empty", "name at least one condition");
  return conditions.length === 1 ? (only ?? "") : conditions.map((part) => `(${part})`).join(` ${operator} `);
}

/** Refuses what cannot be the name of a claim. */
export function checkClaim(claim: string): void {
  checkText(PLACE, "the name of a claim", claim);
  check(claim !== "" && claim === claim.trim(), `${quoted(claim)} is not the name of a claim`, "name a claim of the token");
  checkKept("the name of a claim", claim);
}

function checkValue(claim: string, value: string): void {
  checkText(PLACE, `the value of the claim ${quoted(claim)}`, value);
  checkKept(`the value of the claim ${quoted(claim)}`, value);
}

/** Refuses what Terraform would turn into another text. Of a text that is known, `celString` writes it by code points. */
function checkKept(noun: string, text: string): void {
  const changed = changedByTerraform(isKnown(text) ? text.replace(/[$%]\{/g, "").normalize("NFC") : text);
  if (changed !== undefined) check(false, `${noun} ${quoted(text)} ${changed.what}`, changed.cure);
}

function check(ok: boolean, what: string, cure: string): void {
  if (!ok) throw new FederationError(PLACE, { code: "CONDITION_INVALID", what, cure });
}
