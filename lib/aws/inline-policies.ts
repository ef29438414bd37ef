import { FederationError, quoted } from "../core/errors";
import { isKnown } from "../core/tokens";
import { AWS_LIMITS } from "./limits";
import { policySize } from "./trust-policy";

/** An IAM policy as an object. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: object | readonly object[];
}

/** Inline policies as JSON text by name, checked as far as they are known: name, grammar's outline, and total size. */
export function inlinePolicyTexts(
  place: string,
  policies: Readonly<Record<string, string | PolicyDocument>>,
): [name: string, text: string][] {
  const texts = Object.entries(policies).map(([name, policy]): [string, string] => {
    checkName(place, name);
    const text = typeof policy === "string" ? policy : JSON.stringify(policy);
    checkVariables(place, name, text);
    checkOutline(place, name, text);
    return [name, text];
  });
  const size = texts.reduce((sum, [, text]) => sum + (isKnown(text) ? policySize(text) : 0), 0);
  const { max } = AWS_LIMITS.inlinePolicies;
  if (size > max) {
    throw new FederationError(place, {
      code: "INLINE_POLICY_INVALID",
      what: `the inline policies have ${size} characters together, ${max} are allowed`,
      cure: 'make them managed policies and name those in "policyArns"',
    });
  }
  return texts;
}

function checkName(place: string, name: string): void {
  const { maxLength, pattern } = AWS_LIMITS.policyName;
  if (isKnown(name) && name.length <= maxLength && pattern.test(name)) return;
  throw new FederationError(place, {
    code: "INLINE_POLICY_INVALID",
    what: `the inline policy's name ${quoted(name)} is not one that IAM takes`,
    cure: 'use 1 to 128 letters, digits and "_+=,.@-", known now',
  });
}

function checkOutline(place: string, name: string, text: string): void {
  if (!isKnown(text)) return;
  let statement: unknown;
  try {
    statement = (JSON.parse(text) as { Statement?: unknown } | null)?.Statement;
  } catch {
    statement = undefined;
  }
  if (typeof statement === "object" && statement !== null) return;
  throw new FederationError(place, {
    code: "INLINE_POLICY_INVALID",
    what: `the inline policy ${quoted(name)} is not a JSON object with a "Statement": ${quoted(text)}`,
    cure: 'give a policy document, such as { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "…" }] }',
  });
}

/** `${aws:username}` is a variable of IAM, but Terraform would read it as an expression of its own and fail, or worse. */
function checkVariables(place: string, name: string, text: string): void {
  const variable = /(?<!\$)\$\{([A-Za-z0-9-]+:|[*?$]\})/.exec(text);
  if (variable === null) return;
  throw new FederationError(place, {
    code: "INLINE_POLICY_INVALID",
    what: `the inline policy ${quoted(name)} holds the IAM variable "${text.slice(variable.index, text.indexOf("}", variable.index) + 1)}", which Terraform would read as an expression`,
    cure: 'write it with two dollar signs, such as "$${aws:PrincipalTag/team}"',
  });
}
