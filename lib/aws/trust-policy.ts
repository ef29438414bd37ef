import { checkValues } from "../core/check-values";
import type { Subject } from "../core/subject";
import { inJson } from "./in-json";
import { TRUST_STATEMENT_PROPS } from "./statement-values";

/** What a role trusts of one issuer: whose tokens, for which subjects and audience. */
export interface TrustStatementProps {
  /** ARN of the IAM OIDC provider in the role's account. May be a token. */
  readonly providerArn: string;
  /** The issuer without `https://`: the prefix of the condition keys. May be a Terraform expression. */
  readonly hostAndPath: string;
  /** Any of these subjects, each with its own claims. */
  readonly subjects: readonly Subject[];
  /** Claims that every token of the issuer must carry, beside each subject's own, which must not contradict them. @default - none */
  readonly claims?: Readonly<Record<string, string>>;
  readonly audience: string;
  /** Whether the tokens may carry session tags (`https://aws.amazon.com/tags`). @default - false */
  readonly sessionTags?: boolean;
}

/** One statement of a trust policy: tokens of one issuer. */
export interface TrustStatement {
  readonly Effect: "Allow";
  readonly Principal: { readonly Federated: string };
  readonly Action: "sts:AssumeRoleWithWebIdentity" | readonly ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"];
  readonly Condition: Conditions;
}

/** Operator, key, and the value or values of which one must match. Operators and keys must all hold. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A role's trust policy, as IAM reads it. */
export interface TrustPolicy<Statement = TrustStatement> {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * The trust policy of a role that tokens of OIDC issuers may assume. The audience is compared with `StringEquals` always, and so are
 * claims, the issuer's and the subject's; a subject that is a pattern with `StringLike`.
 *
 * Without a condition on `sub`, every ServiceAccount of the cluster could assume the role; without one on `aud`, a token made for
 * another service could. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 *
 * Subjects share a statement only where that means exactly the same: one issuer, one audience, the same claims, all exact or all
 * patterns. IAM lets one of a key's values match, but wants all keys and operators to: an exact subject and a pattern in one
 * statement would both have to match. Issuers never share one, because a role for OIDC takes one principal a statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
 *
 * @throws FederationError ARN_INVALID, ISSUER_INVALID, AUDIENCE_INVALID, SUBJECT_INVALID, VALUE_MISSING
 */
export function trustPolicy(statements: readonly TrustStatementProps[]): TrustPolicy {
  for (const props of statements) checkValues("trustPolicy", "a statement", TRUST_STATEMENT_PROPS, props);
  return checkedTrustPolicy(statements);
}

/** The same of statements whose values were checked. */
export function checkedTrustPolicy(statements: readonly TrustStatementProps[]): TrustPolicy {
  const merged = new Map<string, { props: TrustStatementProps; subjects: Subject[] }>();
  for (const props of statements) {
    for (const subject of props.subjects) {
      const key = sharedBy(props, subject);
      const statement = merged.get(key) ?? { props, subjects: [] };
      if (statement.subjects.every(({ text }) => text !== subject.text)) statement.subjects.push(subject);
      merged.set(key, statement);
    }
  }
  return {
    Version: "2012-10-17",
    Statement: [...merged.values()].flatMap(({ props, subjects }) => trustStatement(props, subjects)),
  };
}

/** What the subjects of one statement have in common. */
function sharedBy(props: TrustStatementProps, subject: Subject): string {
  const { providerArn, hostAndPath, audience, sessionTags = false } = props;
  const claims = claimsOf(props, subject).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([providerArn, hostAndPath, audience, sessionTags, subject.kind, claims]);
}

/** The issuer's claims win: they say whose tokens these are. */
function claimsOf({ claims = {} }: TrustStatementProps, subject: Subject): [claim: string, value: string][] {
  const own = Object.entries(subject.claims).filter(([claim]) => !Object.hasOwn(claims, claim));
  return [...own, ...Object.entries(claims)];
}

function trustStatement(props: TrustStatementProps, subjects: readonly Subject[]): TrustStatement[] {
  const [first] = subjects;
  if (first === undefined) return [];
  const key = (claim: string): string => `${props.hostAndPath}:${claim}`;
  const sub = { [key("sub")]: oneOrMany(subjects.map(({ text }) => inJson(text))) };
  const others = {
    [key("aud")]: inJson(props.audience),
    ...Object.fromEntries(claimsOf(props, first).map(([claim, value]) => [key(claim), inJson(value)])),
  };
  return [
    {
      Effect: "Allow",
      Principal: { Federated: props.providerArn },
      // Without sts:TagSession in the same trust, STS refuses a token that carries session tags.
      Action: props.sessionTags ? ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"] : "sts:AssumeRoleWithWebIdentity",
      Condition: first.kind === "exact" ? { StringEquals: { ...sub, ...others } } : { StringLike: sub, StringEquals: others },
    },
  ];
}

/** IAM reads a list of one as the value itself. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}
