import { checkText, FederationError, quoted, type FederationErrorCode } from "../core/errors";
import { isKnown } from "../core/tokens";
import { AWS_LIMITS } from "../facts/aws";

/**
 * One statement of an identity policy: exactly one of `Action` and `NotAction`, and one of `Resource` and `NotResource`. It has no
 * principal: that is the role. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  /** Operator, key, value or values. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | boolean | number | readonly string[]>>>>;
  readonly Principal?: never;
}

/** An IAM policy as an object. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

/** A `data.aws_iam_policy_document`, or whatever else knows a policy's JSON. */
export interface PolicyDocumentSource {
  readonly json: string;
}

/** A policy as its JSON, as an object, or as the data source that makes it. */
export type Policy = string | PolicyDocument | PolicyDocumentSource;

/** Which policy a check speaks of. */
export interface PolicyPlace {
  readonly place: string;
  readonly code: FederationErrorCode;
  /** Such as `the inline policy "queue"`. */
  readonly noun: string;
}

/** A policy as JSON text, checked as far as it is known. */
export function policyText(where: PolicyPlace, policy: Policy): string {
  if (!isObject(policy)) checkText(where.place, where.noun, policy);
  const text = textOf(policy);
  checkVariables(where, text);
  checkResolvables(where, text);
  if (typeof policy === "object" && !("json" in policy)) checkOutline(where, policy, text);
  else if (isKnown(text)) checkOutline(where, parsed(text), text);
  return text;
}

/** The name of an inline or managed policy, which names its resource too. */
export function checkPolicyName({ place, code, noun }: PolicyPlace, name: string): void {
  const { maxLength, pattern } = AWS_LIMITS.policyName;
  if (isKnown(name) && name.length <= maxLength && pattern.test(name)) return;
  throw new FederationError(place, {
    code,
    what: `${noun} has the name ${quoted(name)}, which IAM does not take`,
    cure: 'use 1 to 128 letters, digits and "_+=,.@-", known now',
  });
}

function textOf(policy: Policy): string {
  if (typeof policy === "string") return policy;
  return "json" in policy ? policy.json : JSON.stringify(policy);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkOutline({ place, code, noun }: PolicyPlace, document: unknown, text: string): void {
  const problem = documentProblem(document);
  if (problem === undefined) return;
  throw new FederationError(place, {
    code,
    what: `${noun} ${problem}: ${quoted(text)}`,
    cure: 'give a policy document, such as { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "…" }] }',
  });
}

/** What IAM would call a malformed policy document, as far as the outline shows it. */
function documentProblem(document: unknown): string | undefined {
  const statement = isObject(document) ? document["Statement"] : undefined;
  if (!isObject(statement)) return 'is not a JSON object with a "Statement"';
  if (!isKnown(statement)) return undefined;
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return statements.map(statementProblem).find((problem) => problem !== undefined);
}

function statementProblem(statement: unknown): string | undefined {
  if (!isObject(statement)) return "has a statement that is no object";
  if (!isKnown(statement)) return undefined;
  const has = (key: string): boolean => statement[key] !== undefined;
  const effect = statement["Effect"];
  if (effect !== "Allow" && effect !== "Deny" && isKnown(effect))
    return 'has a statement without an "Effect" of "Allow" or "Deny"';
  if (has("Principal") || has("NotPrincipal")) return "has a statement with a principal, which is the role itself here";
  if (has("Action") === has("NotAction")) return 'has a statement without exactly one of "Action" and "NotAction"';
  if (has("Resource") === has("NotResource")) return 'has a statement without exactly one of "Resource" and "NotResource"';
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** `${aws:username}` is a variable of IAM, but Terraform would read it as an expression of its own and fail, or worse. */
function checkVariables({ place, code, noun }: PolicyPlace, text: string): void {
  const variable = /(?<!\$)\$\{([A-Za-z0-9-]+:|[*?$]\})/.exec(text);
  if (variable === null) return;
  throw new FederationError(place, {
    code,
    what: `${noun} holds the IAM variable "${text.slice(variable.index, text.indexOf("}", variable.index) + 1)}", which Terraform would read as an expression`,
    cure: 'write it with two dollar signs, such as "$${aws:PrincipalTag/team}"',
  });
}

/** What cdktf writes for a value that is no text: IAM would read it as a name, and a Deny would deny nothing. */
function checkResolvables({ place, code, noun }: PolicyPlace, text: string): void {
  if (!text.includes("<unresolved-token>")) return;
  throw new FederationError(place, {
    code,
    what: `${noun} holds a value that Terraform learns at apply and that is no text: ${quoted(text)}`,
    cure: "take its text (variable.stringValue, not variable.value), or give a data.aws_iam_policy_document",
  });
}
