import type { Finding } from "../finding";
import { any } from "../text";
import { POD_IDENTITY_SERVICE } from "./decide-pod-identity";
import { coversAction } from "./evaluation";
import type { AwsModel } from "./model";
import type { AwsRoleIdentity } from "./roles";
import { found } from "./rules";
import type { Statement } from "./statement";

const LIMITS: ReadonlySet<string> = new Set(["aws:sourcearn", "aws:sourceaccount"]);

/** What is wrong with a statement for EKS Pod Identity. */
export function findInPods(statement: Statement, role: AwsRoleIdentity, model: AwsModel): Finding[] {
  const { effect, principals, actions, label, tests } = statement;
  if (effect === "Deny" || principals.negated || !principals.services.includes(POD_IDENTITY_SERVICE)) return [];
  if (coversAction(actions, "sts:assumerole") === "no") return [];
  const findings: Finding[] = [];
  const tagged = any(
    role.trust.statements
      .filter((other) => other.effect === "Allow" && other.principals.services.includes(POD_IDENTITY_SERVICE))
      .map((other) => coversAction(other.actions, "sts:tagsession")),
  );
  const associations = model.associationsOf(role.address);
  const untagged = associations.length > 0 && associations.every(({ sessionTags }) => !sessionTags);
  if (tagged === "no" && !untagged) {
    findings.push(
      found("aws-pod-identity-tag-session", role.place, `${label} does not allow sts:TagSession to ${POD_IDENTITY_SERVICE}`),
    );
  }
  if (!tests.some(({ key: { lower } }) => LIMITS.has(lower) || lower.startsWith("aws:requesttag/"))) {
    findings.push(found("aws-pod-identity-open", role.place, `${label} is for every cluster and ServiceAccount`));
  }
  return findings;
}
