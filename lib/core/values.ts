import type { TextFormat } from "../facts/text-format";
import type { FederationErrorCode } from "./errors";

/**
 * What the library does of a text that a cloud or Terraform would not take as it stands: refuse it, escape it (free texts: see `plainText`),
 * bring it into the one form that the cloud keeps, or pass it, because a check of its own knows more.
 */
export type Treatment = "refused" | "escaped" | "canonical" | "passed";

/** How errors speak of a value, and where its rule comes from. */
interface About {
  /** Such as `the role name`. */
  readonly noun: string;
  readonly code: FederationErrorCode;
  /** What to do about a bad value. */
  readonly cure: string;
  /** The page of the rule, or `ours:` and the reason. */
  readonly source: string;
}

/** A text, which may hold tokens unless `mustBeKnown` says otherwise. */
export interface TextRule extends About, TextFormat {
  readonly is: "text";
  readonly does: Treatment;
  /** A value that is taken, for tests and docs. */
  readonly example: string;
  /** Whether the text must be known now. @default - it may be unknown until apply */
  readonly mustBeKnown?: boolean;
}

/** A number, or one that is unknown until apply. */
export interface NumberRule extends About {
  readonly is: "number";
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  /** Whether our code computes with it. @default - Terraform alone reads it: a token passes */
  readonly mustBeKnown?: boolean;
}

/** True or false. */
export interface FlagRule {
  readonly is: "flag";
  readonly noun: string;
  /** Whether Terraform alone reads it: a token is true wherever our code asks. @default - it must be known now */
  readonly mayBeUnknown?: boolean;
}

/** One of a few words. */
export interface WordRule extends About {
  readonly is: "word";
  readonly words: readonly string[];
}

/** A list, each of whose entries has one rule. */
export interface ListRule extends About {
  readonly is: "list";
  readonly of: ValueRule;
  readonly minCount?: number;
  readonly maxCount?: number;
  /** Whether Terraform alone reads its entries. @default - it must be spelled out */
  readonly mayBeUnknown?: boolean;
}

/** A record whose keys are the user's. */
export interface RecordRule extends About {
  readonly is: "record";
  readonly keys: TextRule;
  readonly of: ValueRule;
  readonly maxCount?: number;
  /** Whether Terraform alone reads its entries (`Token.asStringMap`). @default - it must be spelled out */
  readonly mayBeUnknown?: boolean;
}

/** An object with fields of its own. */
export interface ShapeRule {
  readonly is: "shape";
  readonly noun: string;
  readonly of: ValueRules;
}

/** A construct, a request, a Terraform provider or another object, which is checked where it is used. */
export interface GivenRule {
  readonly is: "given";
  readonly noun: string;
  /** What checks it. */
  readonly by: string;
  /** The code of what is not an object. @default "VALUE_MISSING" */
  readonly code?: FederationErrorCode | undefined;
}

/** One of several, by its kind: a text, a list, an object. */
export interface EitherRule {
  readonly is: "either";
  readonly noun: string;
  readonly of: readonly ValueRule[];
}

/** What is known of one value that a user can say. */
export type ValueRule = TextRule | NumberRule | FlagRule | WordRule | ListRule | RecordRule | ShapeRule | GivenRule | EitherRule;

/** The rules of an object's fields, whichever they are. */
export type ValueRules = Readonly<Record<string, ValueRule | RequiredRule>>;

/** A value without which nothing works. */
export interface RequiredRule {
  readonly required: ValueRule;
}

/** The rules of all options of an interface: the compiler misses none, and knows which ones a user must give. */
export type RulesOf<P> = {
  readonly [K in keyof P]-?: undefined extends P[K] ? ValueRule : RequiredRule;
};

/** A value without which nothing works. */
export function required(rule: ValueRule): RequiredRule {
  return { required: rule };
}

type Made<R extends { readonly is: string }> = Omit<R, "is">;

export const text = (rule: Made<TextRule>): TextRule => ({ is: "text", ...rule });
export const number = (rule: Made<NumberRule>): NumberRule => ({ is: "number", ...rule });
export const flag = (noun: string, more: Pick<FlagRule, "mayBeUnknown"> = {}): FlagRule => ({ is: "flag", noun, ...more });
export const word = (rule: Made<WordRule>): WordRule => ({ is: "word", ...rule });
export const list = (rule: Made<ListRule>): ListRule => ({ is: "list", ...rule });
export const record = (rule: Made<RecordRule>): RecordRule => ({ is: "record", ...rule });
export const shape = (noun: string, of: ValueRules): ShapeRule => ({ is: "shape", noun, of });
export const given = (noun: string, by: string, code?: FederationErrorCode): GivenRule => ({ is: "given", noun, by, code });
export const either = (noun: string, ...of: readonly ValueRule[]): EitherRule => ({ is: "either", noun, of });
