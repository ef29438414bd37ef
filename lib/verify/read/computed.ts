import type { Json } from "../json";
import { AWS_READ_BACK, AWS_RULES } from "./computed-aws";
import { AZURE_RULES } from "./computed-azure";
import { GOOGLE_RULES } from "./computed-google";
import type { Rule, Source } from "./source";

interface Kind extends Pick<Source, "type"> {
  readonly mode: string;
}

const RULES: ReadonlyMap<string, ReadonlyMap<string, Rule>> = new Map(
  [AWS_RULES, GOOGLE_RULES, AZURE_RULES].flatMap((rules) =>
    Object.entries(rules).map(([type, attributes]) => [type, new Map(Object.entries(attributes))] as const),
  ),
);

const rulesOf = ({ mode, type }: Kind): ReadonlyMap<string, Rule> | undefined =>
  RULES.get(mode === "data" ? `data.${type}` : type);

/** An attribute that follows from others by the cloud's rule; undefined if there is no rule, or not from what is there. */
export function computedAttribute(source: Source, name: string): Json | undefined {
  return rulesOf(source)?.get(name)?.(source);
}

/** An argument as other expressions read it, where that differs from what was set; else undefined. */
export function readBack({ mode, type }: Source, name: string): Rule | undefined {
  const rules = mode === "managed" && Object.hasOwn(AWS_READ_BACK, type) ? AWS_READ_BACK[type] : undefined;
  return rules !== undefined && Object.hasOwn(rules, name) ? rules[name] : undefined;
}

/** The attributes that have a rule. */
export function computedNames(source: Kind): readonly string[] {
  return [...(rulesOf(source)?.keys() ?? [])];
}
