import type { ConditionTest } from "./conditions";
import type { Statement } from "./statement";

/** The condition as text, as the policy has it. */
export function conditionText({ operatorName, key, values }: ConditionTest): string {
  return conditionAsText(
    operatorName,
    key.text,
    values?.map(({ text }) => text),
  );
}

/** The condition as one text that does not hang on the key's letter case, nor on the order of values. */
export function normalCondition({ operatorName, key, values }: ConditionTest): string {
  return conditionAsText(operatorName, key.lower, values && [...new Set(values.map(({ text }) => text))].sort());
}

/** An operator, a key and values as one text. */
export function conditionAsText(operator: string, key: string, values: readonly string[] | undefined): string {
  const listed = values === undefined ? "what is unknown" : values.map((text) => JSON.stringify(text)).join(" or ");
  return `${operator} ${key} ${listed}`;
}

/** All conditions of a statement, normalized; none is an empty text. */
export function normalConditions({ tests }: Pick<Statement, "tests">): string {
  return [...new Set(tests.map(normalCondition))].sort().join(" and ");
}
