import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { changedByTerraform } from "../core/terraform-text";
import { isKnown } from "../core/tokens";
import { celString, isWholeExpression } from "./cel";
import { lengthOf } from "./checks";
import { allOf, claimEquals, namespaceIn } from "./conditions";
import { GOOGLE_LIMITS } from "../facts/google";

/** What a user adds to the condition of an issuer. */
export interface AddedConditions {
  /** In CEL. */
  readonly attributeCondition?: string | undefined;
  readonly namespaces?: readonly string[] | undefined;
}

/** What every token of the issuer must be, whoever asks: its kind of subject, and its claims. */
export function issuersOwnConditions({ subjectPrefix, claims }: Issuer): readonly string[] {
  const kind = subjectPrefix === undefined ? [] : [`assertion.sub.startsWith(${celString(subjectPrefix)})`];
  // Sorted, so that the order in which claims are listed changes nothing.
  const stated = Object.entries(claims)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([claim, value]) => claimEquals(claim, value));
  return [...kind, ...stated];
}

/**
 * The condition that a provider puts on every token, always: that the subject is of the kind that this issuer's workloads have
 * (of a cluster: a ServiceAccount, not a node), that its claims are the issuer's, and whatever the user adds.
 * https://cloud.google.com/iam/docs/workload-identity-federation#conditions
 */
export function attributeCondition(place: string, issuer: Issuer, added: AddedConditions = {}): string {
  const { attributeCondition: text, namespaces } = added;
  const conditions = [
    ...issuersOwnConditions(issuer),
    ...(namespaces === undefined ? [] : [namespaceIn(namespaces)]),
    ...(text === undefined ? [] : [text]),
  ];
  // Google refuses a condition without any claim, such as "true", for issuers that everyone shares.
  const isIdle = conditions.length === 1 && text !== undefined && isKnown(text) && !/\b(assertion|attribute|google)\b/.test(text);
  if (conditions.length === 0 || isIdle || (text !== undefined && isKnown(text) && text.trim() === "")) {
    throw new FederationError(place, {
      code: "ATTRIBUTE_CONDITION_MISSING",
      what: `nothing narrows down whose tokens of the issuer ${quoted(issuer.url)} are accepted`,
      cure: 'give the issuer "claims", or an "attributeCondition" such as claimEquals("repository_owner_id", "65")',
    });
  }
  const changed = text === undefined ? undefined : changedByTerraform(text);
  if (text !== undefined && (!isWholeExpression(text) || changed !== undefined)) {
    throw new FederationError(place, {
      code: "CONDITION_INVALID",
      what: `the attribute condition ${quoted(text)} is not a whole expression, and would change what stands beside it${changed === undefined ? "" : ` (it ${changed.what})`}`,
      cure: "close its quotes and brackets, and compare what is unknown until apply with claimEquals, not within quotes",
    });
  }
  const condition = allOf(...conditions);
  const { maxLength } = GOOGLE_LIMITS.attributeCondition;
  const length = lengthOf(condition);
  if (length > maxLength) {
    throw new FederationError(place, {
      code: "FIELD_TOO_LONG",
      what: `the attribute condition of the issuer ${quoted(issuer.name)} has ${length} characters`,
      cure: `shorten it to ${maxLength}`,
    });
  }
  return condition;
}
