/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export const IAM_DOCUMENT_KEYS: readonly string[] = ["Version", "Id", "Statement"];

/** Of an identity policy. A principal is of trust policies and of resources. Same page. */
export const IAM_STATEMENT_KEYS: readonly string[] = [
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: readonly string[] = [
  ...["", "Not"].flatMap((not) => [`String${not}Equals`, `String${not}EqualsIgnoreCase`, `String${not}Like`]),
  ...["Numeric", "Date"].flatMap((kind) =>
    ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map((end) => kind + end),
  ),
  ...["Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
];

/** Whether IAM knows the operator of a condition, with its `IfExists` and its `ForAllValues:`. `Null` takes no `IfExists`. */
export function isConditionOperator(operator: string): boolean {
  const plain = operator.replace(/^For(AllValues|AnyValue):/i, "").replace(/IfExists$/i, "");
  const isNull = /^Null$/i.test(operator.replace(/^For(AllValues|AnyValue):/i, ""));
  return isNull || OPERATORS.some((one) => one.toLowerCase() === plain.toLowerCase());
}
