const NUMBER = /^[+-]?\d{1,15}(\.\d{1,15})?$/;
const EPOCH = /^\d{1,15}$/;
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** The number that a text spells, if it is one without doubt. */
export function numberOf(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}

/**
 * The moment that a text spells, in seconds since the epoch: ISO 8601 with its offset, a day, or whole seconds since the epoch.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function instantOf(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text);
  const milliseconds = ISO.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}
