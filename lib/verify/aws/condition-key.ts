import { isKnown, lower } from "../text";
import { splitAtColons } from "./arn-pattern";

/** A condition key: `oidc.example.com/id/1:sub`, `aws:RequestTag/team`. Its name is compared without regard to case. */
export interface ConditionKey {
  /** As the policy spells it. */
  readonly text: string;
  readonly lower: string;
  /** What stands before the last colon: of a claim, the issuer without `https://`. */
  readonly host: string;
  /** What stands after the last colon, in lower case. */
  readonly claim: string;
  readonly known: boolean;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export function conditionKeyOf(text: string): ConditionKey {
  const claim = splitAtColons(text).at(-1) ?? "";
  const host = claim.length === text.length ? "" : text.slice(0, text.length - claim.length - 1);
  return { text, lower: lower(text), host, claim: lower(claim), known: isKnown(text) };
}
