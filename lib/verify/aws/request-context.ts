import type { ConditionKey } from "./condition-key";

/** What a key of conditions holds in a request. */
export type ContextValue =
  | { readonly state: "present"; readonly values: readonly string[]; readonly multivalued: boolean }
  | { readonly state: "missing" }
  /** These values, or it is missing. */
  | { readonly state: "perhaps"; readonly values: readonly string[]; readonly multivalued: boolean; readonly why: string }
  | { readonly state: "unknown"; readonly why: string };

/** What IAM compares conditions with. */
export interface RequestContext {
  valueOf(key: ConditionKey): ContextValue;
}

export const MISSING: ContextValue = { state: "missing" };

export const one = (value: string): ContextValue => ({ state: "present", values: [value], multivalued: false });

export const many = (values: readonly string[]): ContextValue => ({ state: "present", values, multivalued: true });

export const unknown = (why: string): ContextValue => ({ state: "unknown", why });
