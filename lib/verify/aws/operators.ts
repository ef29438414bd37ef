/** What kind of values an operator compares, and how. */
export type Comparison =
  "equals" | "equals-ignoring-case" | "like" | "number" | "date" | "bool" | "binary" | "address" | "arn" | "null";

/** An operator of conditions, its prefix and suffix taken off. */
export interface Operator {
  readonly comparison: Comparison;
  /** None of the values may match; true of a key that is missing. */
  readonly negated: boolean;
  /** Of numbers and dates: which side of the value the key must be on, and whether the value itself will do. */
  readonly order?: readonly ("less" | "equal" | "greater")[];
  /** `ForAllValues:`, `ForAnyValue:` */
  readonly set?: "all" | "any";
  readonly ifExists: boolean;
}

type Base = Pick<Operator, "comparison" | "negated" | "order">;

const base = (comparison: Comparison, negated = false): Base => ({ comparison, negated });
const ordered = (comparison: Comparison, ...order: NonNullable<Base["order"]>): Base => ({ comparison, negated: false, order });

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const BASES = new Map<string, Base>(
  Object.entries({
    StringEquals: base("equals"),
    StringNotEquals: base("equals", true),
    StringEqualsIgnoreCase: base("equals-ignoring-case"),
    StringNotEqualsIgnoreCase: base("equals-ignoring-case", true),
    StringLike: base("like"),
    StringNotLike: base("like", true),
    NumericEquals: ordered("number", "equal"),
    NumericNotEquals: { comparison: "number", negated: true, order: ["equal"] },
    NumericLessThan: ordered("number", "less"),
    NumericLessThanEquals: ordered("number", "less", "equal"),
    NumericGreaterThan: ordered("number", "greater"),
    NumericGreaterThanEquals: ordered("number", "greater", "equal"),
    DateEquals: ordered("date", "equal"),
    DateNotEquals: { comparison: "date", negated: true, order: ["equal"] },
    DateLessThan: ordered("date", "less"),
    DateLessThanEquals: ordered("date", "less", "equal"),
    DateGreaterThan: ordered("date", "greater"),
    DateGreaterThanEquals: ordered("date", "greater", "equal"),
    Bool: base("bool"),
    BinaryEquals: base("binary"),
    IpAddress: base("address"),
    NotIpAddress: base("address", true),
    ArnEquals: base("arn"),
    ArnLike: base("arn"),
    ArnNotEquals: base("arn", true),
    ArnNotLike: base("arn", true),
    Null: base("null"),
  } satisfies Record<string, Base>),
);

const PLAIN = new Map([...BASES].map(([name, found]): [string, Operator] => [name, { ...found, ifExists: false }]));
const LOWER = new Map([...BASES].map(([name, found]) => [name.toLowerCase(), found]));

const SETS: readonly (readonly [prefix: string, set: "all" | "any"])[] = [
  ["forallvalues:", "all"],
  ["foranyvalue:", "any"],
];

const IF_EXISTS = "ifexists";

/**
 * The operator of this name, if IAM has one: `StringLike`, `ForAnyValue:StringEqualsIfExists`. In any case, as IAM itself is lenient
 * there. `Null` takes no `IfExists`.
 */
export function operatorOf(name: string): Operator | undefined {
  const plain = PLAIN.get(name);
  if (plain !== undefined) return plain;
  let rest = name.toLowerCase();
  const set = SETS.find(([prefix]) => rest.startsWith(prefix));
  if (set !== undefined) rest = rest.slice(set[0].length);
  const ifExists = rest.endsWith(IF_EXISTS);
  if (ifExists) rest = rest.slice(0, -IF_EXISTS.length);
  const found = LOWER.get(rest);
  if (found === undefined || (found.comparison === "null" && (ifExists || set !== undefined))) return undefined;
  return { ...found, ...(set === undefined ? {} : { set: set[1] }), ifExists };
}
