import type { Finding } from "../finding";
import type { ClaimTest } from "../shape";
import { type Restriction, restrictionOf, together } from "./claim-tests";
import type { ConditionTest } from "./conditions";
import { coversAction } from "./evaluation";
import { findInAudiences, findInProviderTests, findInTests } from "./findings-conditions";
import { findInIssuers } from "./findings-issuers";
import { findInPods } from "./findings-pods";
import { findInPrincipals } from "./findings-principals";
import { findInManagedPolicies, findInRole } from "./findings-roles";
import { findInControl, findInSubjects, findInUnknownIssuer, findOldGithubSubjects } from "./findings-subjects";
import type { AwsModel } from "./model";
import { providersOfPrincipal } from "./named-provider";
import type { Operator } from "./operators";
import type { AwsRoleIdentity } from "./roles";
import { found } from "./rules";

import type { Statement } from "./statement";
import type { TrustedProvider } from "./trusted-provider";

const WEB = "sts:assumerolewithwebidentity";
const GITHUB = "token.actions.githubusercontent.com";

/** What is over-broad, broken, or refused at apply in this cloud. */
export function findAws(aws: AwsModel): Finding[] {
  const roles = aws.identities.filter(({ managed }) => managed);
  return [...findInIssuers(aws), ...roles.flatMap((role) => findInTrust(role, aws)), ...findInManagedPolicies(aws.configuration)];
}

function findInTrust(role: AwsRoleIdentity, model: AwsModel): Finding[] {
  const findings = findInRole(role);
  const githubSubjects: string[] = [];
  for (const statement of role.trust.statements) {
    findings.push(...findInPrincipals(statement, role, model), ...findInPods(statement, role, model));
    findings.push(...findInTests(statement, role));
    if (coversAction(statement.actions, WEB) === "no" || statement.principals.negated) continue;
    for (const principal of statement.principals.federated) {
      const [provider] = providersOfPrincipal(principal, role, model);
      if (provider === undefined) {
        findings.push(...findInUnknownIssuer(statement, principal, role));
        continue;
      }
      const { findings: more, subjects } = findInStatement(statement, provider, role);
      findings.push(...more);
      if (provider.hostAndPath === GITHUB) githubSubjects.push(...subjects);
    }
  }
  return onceEach([...findings, ...findOldGithubSubjects(githubSubjects, role)]);
}

function findInStatement(
  statement: Statement,
  provider: TrustedProvider,
  role: AwsRoleIdentity,
): { readonly findings: Finding[]; readonly subjects: readonly string[] } {
  const findings = findInProviderTests(statement, provider, role);
  if (statement.effect === "Deny") return { findings, subjects: [] };
  const restrictions = statement.tests.map((test) => limitOf(test, provider));
  const tests = restrictions.filter((restriction): restriction is ClaimTest => typeof restriction === "object");
  findings.push(...findInControl(statement, provider, role));
  if (restrictions.includes("never")) return { findings, subjects: [] };
  findings.push(...findInSubjects(statement, tests, provider, role), ...findInAudiences(statement, tests, provider, role));
  const claims = [...new Set(tests.map(({ claim }) => claim))];
  const contradicts = claims.find((claim) => together(tests.filter((test) => test.claim === claim)) === undefined);
  if (contradicts !== undefined) {
    findings.push(found("aws-never", role.place, `${statement.label}: no ${contradicts} meets all conditions on it`));
  }
  return { findings, subjects: tests.filter(({ claim }) => claim === "sub").flatMap(({ values }) => values) };
}

/** What a test limits: excluding some limits little, whatever the operator, and of one value ForAnyValue says what the plain one says. */
function limitOf(test: ConditionTest, provider: TrustedProvider): Restriction {
  const { operator } = test;
  const { set, ...plain } = operator ?? {};
  const isPlain = set !== "any" || operator?.negated === true || operator?.ifExists === true;
  const restriction = restrictionOf(isPlain ? test : { ...test, operator: plain as Operator }, provider);
  const excludes = typeof restriction === "object" && restriction.test === "expression" && operator?.negated === true;
  return excludes ? { ...restriction, test: "not" } : restriction;
}

/** A statement for two providers has its own faults once. */
function onceEach(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ id, what }) => {
    const key = `${id}\n${what}`;
    return !seen.has(key) && seen.add(key);
  });
}
