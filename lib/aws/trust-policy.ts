import type { Subject } from "../core/subject";
import { isKnown } from "../core/tokens";

/** One issuer's part of a trust policy: whose tokens, for which subject and audience. */
export interface TrustStatementProps {
  /** ARN of the IAM OIDC provider in the role's account. May be a token. */
  readonly providerArn: string;
  /** The issuer without `https://`: the prefix of the condition keys. May be a Terraform expression. */
  readonly hostAndPath: string;
  readonly subject: Subject;
  readonly audience: string;
}

/** One statement of a trust policy: the tokens of one issuer. */
export interface TrustStatement {
  readonly Effect: "Allow";
  readonly Principal: { readonly Federated: string };
  readonly Action: "sts:AssumeRoleWithWebIdentity";
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A role's trust policy, as IAM reads it. */
export interface TrustPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly TrustStatement[];
}

/**
 * The trust policy of a role that tokens of OIDC issuers may assume: one statement an issuer, each with its subject and its
 * audience. The audience is compared with `StringEquals` always; a subject that is a pattern with `StringLike`.
 *
 * Without a condition on `sub`, every ServiceAccount of the cluster could assume the role; without one on `aud`, a token made for
 * another service could. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function trustPolicy(statements: readonly TrustStatementProps[]): TrustPolicy {
  return { Version: "2012-10-17", Statement: statements.map(trustStatement) };
}

function trustStatement({ providerArn, hostAndPath, subject, audience }: TrustStatementProps): TrustStatement {
  const sub = { [`${hostAndPath}:sub`]: subject.text };
  const aud = { [`${hostAndPath}:aud`]: audience };
  return {
    Effect: "Allow",
    Principal: { Federated: providerArn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: subject.kind === "exact" ? { StringEquals: { ...sub, ...aud } } : { StringLike: sub, StringEquals: aud },
  };
}

/** The characters that AWS counts: all but white space. */
export function policySize(policy: string): number {
  return policy.replace(/\s/g, "").length;
}

/** The least that the trust policy can measure once Terraform knows everything: what is unknown counts as nothing. */
export function leastPolicySize(statements: readonly TrustStatementProps[]): number {
  const known = (text: string): string => (isKnown(text) ? text : "");
  const shortest = statements.map((statement) => {
    const hostAndPath = known(statement.hostAndPath);
    const arn = isKnown(statement.providerArn) ? statement.providerArn : `arn:aws:iam::123456789012:oidc-provider/${hostAndPath}`;
    return { ...statement, hostAndPath, providerArn: arn, audience: known(statement.audience) };
  });
  const subjects = statements.reduce((sum, { subject }) => sum + (isKnown(subject.text) ? 0 : subject.text.length), 0);
  return policySize(JSON.stringify(trustPolicy(shortest))) - subjects;
}
