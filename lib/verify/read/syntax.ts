import type { Json } from "../json";

/** An expression of Terraform's language (https://developer.hashicorp.com/terraform/language/expressions), as far as it is evaluated here. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "template"; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: "reference"; readonly root: string; readonly steps: readonly Step[] }
  | { readonly kind: "traversal"; readonly of: Expression; readonly steps: readonly Step[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly spread: boolean }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: "not" | "minus"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "conditional"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | ForExpression;

/** `[for k, v in of : value if test]`, or with a key and braces. */
export interface ForExpression {
  readonly kind: "for";
  readonly names: readonly string[];
  readonly of: Expression;
  readonly key?: Expression;
  readonly value: Expression;
  readonly test?: Expression;
  /** Whether values of one key become a list: `...`. */
  readonly groups?: true;
}

/** A step from a value into it: `.name`, `[index]`, or `[*]`. */
export type Step = { readonly index: Expression; readonly inBrackets?: true } | "splat";
