import { checkText, FederationError, quoted, type FederationErrorCode } from "../core/errors";
import { isKnown, knownStart } from "../core/tokens";
import { documentProblem, foreignLetter, hasRepeatedKey } from "./policy-problem";

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

/** An IAM policy as an object; without a `Version` it gets "2012-10-17", and another one is refused. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
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

/** A policy as JSON text, checked as far as it is known. A document without a version gets the one whose variables IAM reads. */
export function policyText(where: PolicyPlace, policy: Policy): string {
  if (typeof policy !== "object" || (policy as unknown) === null || "json" in policy) {
    const text = isSource(policy) ? policy.json : policy;
    checkText(where.place, where.noun, text);
    checkLetters(where, text);
    if (isSource(policy)) checkVersion(where, policy);
    checkJson(where, text);
    return text;
  }
  const document: PolicyDocument = { Version: "2012-10-17", ...defined(policy) };
  const text = JSON.stringify(document);
  checkLetters(where, text);
  checkDocument(where, document, text);
  return text;
}

/** Without options that are present but undefined, which would hide a default. */
function defined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}

function isSource(policy: Policy): policy is PolicyDocumentSource {
  return typeof policy === "object" && (policy as unknown) !== null && "json" in policy;
}

/** What a data source was told, which its JSON says at apply alone. */
function checkVersion(where: PolicyPlace, source: PolicyDocumentSource & { readonly versionInput?: unknown }): void {
  const { versionInput: version } = source;
  if (version === undefined || !isKnown(version) || version === "2012-10-17") return;
  throw problem(
    where,
    `has the "Version" ${JSON.stringify(version)}, not "2012-10-17"`,
    "leave the version out of the data source",
  );
}

function checkJson(where: PolicyPlace, text: string): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A token that is not a text, such as a whole statement, cannot be read yet: then the beginning is all that is known.
    if (!isKnown(text) && /^\s*(\{|$)/.test(knownStart(text))) return;
  }
  checkDocument(where, document, text);
  if (!hasRepeatedKey(text)) return;
  throw problem(
    where,
    `names a key of one object twice: ${quoted(text)}`,
    "name each key once: IAM refuses a policy that does not",
  );
}

function checkDocument(where: PolicyPlace, document: unknown, text: string): void {
  const what = documentProblem(document);
  if (what === undefined) return;
  throw problem(
    where,
    `${what}: ${quoted(text)}`,
    'give a policy document, such as { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "…" }] }',
  );
}

/** What neither IAM nor Terraform reads as it was meant, wherever it stands in the text. */
function checkLetters(where: PolicyPlace, text: string): void {
  const letter = foreignLetter(text);
  if (letter !== undefined) {
    throw problem(where, `holds ${quoted(letter)}, which IAM does not take in policies`, "use letters up to U+00FF");
  }
  // `${aws:username}` is a variable of IAM, but Terraform would read it as an expression of its own and fail, or worse.
  const variable = /(?<!\$)\$\{([\w./-]+:(?!:)|[*?$]\})/.exec(text);
  if (variable !== null) {
    const whole = text.slice(variable.index, text.indexOf("}", variable.index) + 1);
    throw problem(
      where,
      `holds the IAM variable "${whole}", which Terraform would read as an expression`,
      'write it with two dollar signs, such as "$${aws:PrincipalTag/team}"',
    );
  }
  if (/(?<!%)%\{/.test(text)) {
    throw problem(where, 'holds "%{", which Terraform would read as a directive', 'write it with two signs: "%%{"');
  }
  // What cdktf writes for a value that is not a text: IAM would read it as a name, and a Deny would deny nothing.
  if (text.includes("<unresolved-token>")) {
    throw problem(
      where,
      `holds a value that Terraform learns at apply and that is not a text: ${quoted(text)}`,
      "take its text (variable.stringValue, not variable.value), or give a data.aws_iam_policy_document",
    );
  }
}

function problem({ place, code, noun }: PolicyPlace, what: string, cure: string): FederationError {
  return new FederationError(place, { code, what: `${noun} ${what}`, cure });
}
