import { isKnown, literalParts } from "../core/tokens";
import { AWS_LIMITS } from "../facts/aws";
import { IAM_DOCUMENT_KEYS, IAM_STATEMENT_KEYS, isConditionOperator } from "../facts/iam-policy-grammar";

type Fields = Readonly<Record<string, unknown>>;

/** What IAM would call a malformed policy document, or what would never match in it, as far as it is known. */
export function documentProblem(document: unknown): string | undefined {
  if (!isFields(document) || !isObject(document["Statement"])) return 'is not a JSON object with a "Statement"';
  const key = Object.keys(document).find((one) => !IAM_DOCUMENT_KEYS.includes(one));
  if (key !== undefined) return `has the key "${key}", which no policy has`;
  const { Version: version, Id: id } = document;
  if (id !== undefined && typeof id !== "string") return `has the Id ${JSON.stringify(id)}, which is not a text`;
  // Without it, IAM refuses managed policies, and reads variables of inline ones as plain text, which never matches.
  if (version !== "2012-10-17" && isKnown(version)) {
    return version === undefined
      ? 'has no "Version" of "2012-10-17"'
      : `has the "Version" ${JSON.stringify(version)}, not "2012-10-17"`;
  }
  const { Statement: statement } = document;
  if (!isKnown(statement)) return undefined;
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  if (statements.length === 0) return 'has an empty "Statement"';
  const sids = statements.flatMap((one) =>
    isFields(one) && typeof one["Sid"] === "string" && one["Sid"] !== "" ? [one["Sid"]] : [],
  );
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) return `has two statements with the Sid "${twice}"`;
  return statements.map(statementProblem).find((problem) => problem !== undefined);
}

function statementProblem(statement: unknown): string | undefined {
  if (!isKnown(statement)) return undefined;
  if (!isFields(statement)) return "has a statement that is not an object";
  const has = (key: string): boolean => statement[key] !== undefined;
  const { Sid: sid, Effect: effect, Condition: condition } = statement;
  if (effect !== "Allow" && effect !== "Deny" && isKnown(effect))
    return 'has a statement without an "Effect" of "Allow" or "Deny"';
  if (has("Principal") || has("NotPrincipal")) return "has a statement with a principal, which is the role itself here";
  if (has("Action") === has("NotAction")) return 'has a statement without exactly one of "Action" and "NotAction"';
  if (has("Resource") === has("NotResource")) return 'has a statement without exactly one of "Resource" and "NotResource"';
  const key = Object.keys(statement).find((one) => statement[one] !== undefined && !IAM_STATEMENT_KEYS.includes(one));
  if (key !== undefined) return `has a statement with the key "${key}", which no statement has`;
  if (sid !== undefined && (typeof sid !== "string" || !literalParts(sid).every((part) => /^[A-Za-z0-9]*$/.test(part)))) {
    return `has the Sid ${JSON.stringify(sid)}, which is not letters and digits alone`;
  }
  for (const name of ["Action", "NotAction"]) {
    const problem = textsProblem(name, statement[name], isAction, 'is not "service:Action"');
    if (problem !== undefined) return problem;
  }
  for (const name of ["Resource", "NotResource"]) {
    const problem = textsProblem(name, statement[name], isResource, 'is neither an ARN nor "*"');
    if (problem !== undefined) return problem;
  }
  return condition === undefined || !isKnown(condition) ? undefined : conditionProblem(condition);
}

function textsProblem(name: string, value: unknown, fits: (text: string) => boolean, what: string): string | undefined {
  if (value === undefined || (!isKnown(value) && typeof value !== "string")) return undefined;
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (texts.length === 0) return `has a statement with an empty "${name}"`;
  const bad = texts.find((one) => typeof one !== "string" || !fits(one));
  return bad === undefined ? undefined : `has the ${name} ${JSON.stringify(bad)}, which ${what}`;
}

/** Whether the known beginning of a text says that it is a token or an expression of Terraform's. */
const beginsUnknown = (text: string): boolean => text.startsWith("${");

function isAction(text: string): boolean {
  if (text === "*" || !isKnown(text) || /(?<!\$)\$\{/.test(text)) return literalParts(text).every((part) => !/[\s"]/.test(part));
  return /^[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+$/.test(text);
}

function isResource(text: string): boolean {
  // Or a variable of IAM, which says no more.
  if (beginsUnknown(text) || text.startsWith("$${")) return true;
  const [beginning = ""] = literalParts(text);
  const parts = text.split(":");
  // A wildcard at the end of a part matches past the colon: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
  const isWhole = parts.length >= 6 || (parts.length >= 4 && text.endsWith("*"));
  return text === "*" || (beginning.startsWith("arn:") && (!isKnown(text) || text.includes("${") || isWhole));
}

function conditionProblem(condition: unknown): string | undefined {
  if (!isFields(condition)) return "has a condition that is not an object";
  for (const [operator, keys] of Object.entries(condition)) {
    if (isKnown(operator) && !isConditionOperator(operator))
      return `has the condition operator "${operator}", which IAM does not know`;
    if (isKnown(keys) && (!isFields(keys) || Object.keys(keys).length === 0)) return `has nothing to compare below "${operator}"`;
  }
  return undefined;
}

/** A letter that IAM's policies do not take, as it is or as `\uXXXX`. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export function foreignLetter(text: string): string | undefined {
  const known = literalParts(text).join("");
  const letter = Array.from(known).find((one) => !AWS_LIMITS.policyLetters.test(one));
  // Behind an even number of backslashes; an odd one is a backslash itself.
  const escaped = /(?<!\\)(?:\\\\)*(\\u(?!00)[0-9A-Fa-f]{4})/.exec(known)?.[1];
  return letter ?? escaped;
}

/** Whether JSON names a key of one object twice: IAM refuses it, and a parser keeps the last. */
export function hasRepeatedKey(text: string): boolean {
  const written = text.match(/"(?:[^"\\]|\\.)*"\s*:/g)?.length ?? 0;
  const count = (value: unknown): number =>
    typeof value === "object" && value !== null
      ? Object.values(value).reduce<number>((sum, one) => sum + count(one), Array.isArray(value) ? 0 : Object.keys(value).length)
      : 0;
  return written !== count(JSON.parse(text) as unknown);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isFields(value: unknown): value is Fields {
  return isObject(value) && !Array.isArray(value);
}
