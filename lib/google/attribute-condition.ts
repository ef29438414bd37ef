import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { isKnown } from "../core/tokens";
import { GOOGLE_LIMITS } from "./limits";

/**
 * The condition that a provider puts on every token, always: that the subject is of the kind that this issuer's workloads have
 * (of a cluster: a ServiceAccount, not a node), and whatever the user adds.
 * https://cloud.google.com/iam/docs/workload-identity-federation#conditions
 */
export function attributeCondition(place: string, issuer: Issuer, added: string | undefined): string {
  const own = issuer.subjectPrefix === undefined ? undefined : `assertion.sub.startsWith(${celString(issuer.subjectPrefix)})`;
  const conditions = [own, added].filter((condition) => condition !== undefined);
  const [only] = conditions;
  if (only === undefined || (added !== undefined && isKnown(added) && added.trim() === "")) {
    throw new FederationError(place, {
      code: "ATTRIBUTE_CONDITION_MISSING",
      what: `nothing narrows down whose tokens of the issuer ${quoted(issuer.url)} are accepted`,
      cure: 'give an "attributeCondition" in CEL, such as "assertion.repository_owner_id == \'65\'"',
    });
  }
  const condition = conditions.length === 1 ? only : conditions.map((part) => `(${part})`).join(" && ");
  const { maxLength } = GOOGLE_LIMITS.attributeCondition;
  if (isKnown(condition) && condition.length > maxLength) {
    throw new FederationError(place, {
      code: "FIELD_TOO_LONG",
      what: `the attribute condition of the issuer ${quoted(issuer.name)} has ${condition.length} characters`,
      cure: `shorten it to ${maxLength}`,
    });
  }
  return condition;
}

/** A string literal of CEL in single quotes. https://github.com/google/cel-spec/blob/master/doc/langdef.md#string-and-bytes-values */
export function celString(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&").replace(/\n/g, "\\n")}'`;
}
