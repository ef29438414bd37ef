// Values at the edges of a rule, and what must come of each.
import { Fn, TerraformVariable, Token } from "cdktf";
import { TOKEN_SIGN } from "../../lib/facts/text-format";
import type { TextRule, ValueRule, ValueRules } from "../../lib/core/values";
import type { World } from "../world";

/** A value at an edge: taken, or refused with one of these codes. */
export interface Edge {
  readonly what: string;
  /** Made in the world where it is used, because it may hold a token of it. */
  readonly value: (world: World) => unknown;
  /** Undefined where it must be taken. */
  readonly refusedWith?: readonly string[];
  /** Whether it is of a wrong kind. @default - it is of the right one */
  readonly isKind?: boolean;
}

const MISSING = ["VALUE_MISSING"];
const LETTER_OF_TWO = "e\u0301";
const EXPRESSION = "${1+1}";

/** Where an option stands: its name, and what puts a value there. */
export interface Place {
  readonly path: string;
  /** Whether another kind of value may stand there too. */
  readonly isOneOf: boolean;
  readonly rule: ValueRule;
  readonly options: (value: unknown) => Readonly<Record<string, unknown>>;
}

/** Every value of an interface, also those inside of lists, records and objects that can be made of examples alone. */
export function placesOf(rules: ValueRules): readonly Place[] {
  return Object.entries(rules).flatMap(([name, given]) => {
    const rule = "required" in given ? given.required : given;
    return placesIn(name, rule, (value) => ({ [name]: value }), false);
  });
}

function placesIn(path: string, rule: ValueRule, options: Place["options"], isOneOf: boolean): readonly Place[] {
  const own = [{ path, rule, options, isOneOf }];
  switch (rule.is) {
    case "list":
      return [...own, ...placesIn(`${path}[]`, rule.of, (value) => options([value]), false)];
    case "record":
      return [...own, ...placesIn(`${path}{}`, rule.of, (value) => options({ [rule.keys.example]: value }), false)];
    case "either":
      return [...own, ...rule.of.flatMap((one) => placesIn(path, one, options, true))];
    default:
      return own;
  }
}

/** The edges of one rule. Where another kind of value may stand too, a wrong kind is right for that one. */
export function edgesOf(rule: ValueRule, isOneOf = false): readonly Edge[] {
  return edges(rule).filter(({ isKind = false }) => !(isKind && isOneOf));
}

function edges(rule: ValueRule): readonly Edge[] {
  // A check of its own may have a code of its own.
  const codes = "code" in rule && rule.code !== undefined ? [...MISSING, rule.code] : MISSING;
  const wrong = (what: string, value: unknown): Edge => ({ what, value: () => value, refusedWith: codes, isKind: true });
  switch (rule.is) {
    case "text":
      return [wrong("null", null), wrong("a number", 7), wrong("a list", []), wrong("an object", {}), ...textEdges(rule)];
    case "number":
      return [
        wrong("null", null),
        wrong("a text", String(rule.min)),
        { what: "the least", value: () => rule.min },
        { what: "the most", value: () => rule.max },
        { what: "less than the least", value: () => rule.min - 1, refusedWith: [rule.code] },
        { what: "more than the most", value: () => rule.max + 1, refusedWith: [rule.code] },
        { what: "a part of one", value: () => rule.min + 0.5, refusedWith: [rule.code] },
        { what: "NaN", value: () => NaN, refusedWith: [rule.code] },
        {
          what: "a token",
          value: (world) => variable(world).numberValue,
          ...(rule.mustBeKnown === true ? { refusedWith: [rule.code] } : {}),
        },
      ];
    case "flag":
      return [
        wrong("null", null),
        wrong("0", 0),
        wrong("a text", "true"),
        // Where our code asks, a token would be true.
        {
          what: "a token",
          value: (world) => variable(world).booleanValue,
          ...(rule.mayBeUnknown === true ? {} : { refusedWith: MISSING }),
        },
      ];
    case "word":
      return [
        ...rule.words.map((word): Edge => ({ what: word, value: () => word })),
        { what: "another word", value: () => "something else", refusedWith: [rule.code] },
        { what: "null", value: () => null, refusedWith: [rule.code, ...MISSING] },
      ];
    case "list":
      return [
        wrong("null", null),
        wrong("a number", 7),
        wrong("an object", {}),
        {
          what: "a token",
          value: (world) => variable(world).listValue,
          isKind: true,
          ...(rule.mayBeUnknown === true ? {} : { refusedWith: codes }),
        },
        { what: "a list that is no array", value: (world) => variable(world).value, refusedWith: codes, isKind: true },
      ];
    case "record":
      return [
        wrong("null", null),
        wrong("a number", 7),
        wrong("a text", "x"),
        {
          what: "a token",
          value: (world) => Token.asStringMap(variable(world).value),
          ...(rule.mayBeUnknown === true ? {} : { refusedWith: codes }),
        },
        // A text, whose letters would be the entries.
        {
          what: "a call of Terraform's",
          value: (world) => Fn.merge([{ team: "shop" }, variable(world).value]) as unknown,
          refusedWith: codes,
          isKind: true,
        },
      ];
    case "shape":
    case "given":
      return [wrong("null", null), wrong("a number", 7), wrong("a text", "x")];
    case "either":
      return [
        {
          ...wrong("null", null),
          refusedWith: [...MISSING, ...rule.of.flatMap((one) => ("code" in one ? [String(one.code)] : []))],
        },
      ];
  }
}

function textEdges(rule: TextRule): readonly Edge[] {
  const { example, does, code, maxLength, maxBytes, minLength = 0, pattern } = rule;
  if (does === "passed") return [{ what: "the example", value: () => example }];
  const refused = (what: string, text: string): Edge => ({ what, value: () => text, refusedWith: [code] });
  const free = does === "escaped";
  /** Taken where the form allows it: the pattern is the rule here, and others test the pattern. */
  const byPattern = (what: string, text: string): Edge[] =>
    pattern === undefined ? [] : pattern.test(text) ? [] : [refused(what, text)];
  const inside = (text: string): string => example.slice(0, 1) + text + example.slice(1);
  return [
    { what: "the example", value: () => example },
    ...(minLength > 0 ? [refused("nothing", "")] : []),
    ...(maxLength === undefined ? [] : [refused("one character too many", example.padEnd(maxLength + 1, "a"))]),
    ...(maxBytes === undefined ? [] : [refused("one byte too many", "é".repeat(maxBytes / 2 + 1))]),
    ...(free ? [] : [refused("a letter of two characters", inside(LETTER_OF_TWO))]),
    ...(free
      ? []
      : [refused("an expression of Terraform", inside(EXPRESSION)), refused("a directive of Terraform", inside("%{if true}"))]),
    refused("half of a character", inside("\uD800")),
    refused("a NUL character", inside("\0")),
    ...byPattern("a line break at the end", `${example}\n`),
    ...byPattern("a blank at the end", `${example} `),
    ...byPattern("nothing", ""),
    ...(rule.mustBeKnown === true
      ? [{ what: "a token", value: late, refusedWith: [code] }]
      : [{ what: "a token", value: late }, ...halfKnown(rule)]),
  ];
}

/** A bad letter before, behind and between tokens. */
function halfKnown({ part, half, does, code }: TextRule): readonly Edge[] {
  const takesNoBreak = (part !== undefined && !part.test("\n")) || (half !== undefined && !half.test(`\n${TOKEN_SIGN}`));
  const bad = does === "escaped" ? "\uD800" : takesNoBreak ? "\n" : LETTER_OF_TWO;
  return [
    { what: "a bad letter before a token", value: (world) => `${bad}${late(world)}`, refusedWith: [code] },
    { what: "a bad letter behind a token", value: (world) => `${late(world)}${bad}`, refusedWith: [code] },
    { what: "a bad letter between tokens", value: (world) => `${late(world)}${bad}${late(world)}`, refusedWith: [code] },
  ];
}

/** A text that is unknown until apply. */
function late(world: World): string {
  return variable(world).stringValue;
}

function variable(world: World): TerraformVariable {
  return new TerraformVariable(world, `late-${world.node.children.length}`, {});
}
