import { emptyObject, type Json } from "../json";
import { as } from "./collections";
import { isAscii } from "./text-value";

/** What RE2, which Terraform has, and JavaScript read alike. */
const ALIKE =
  /^(?:[A-Za-z0-9 _:;,/@#%&=<>"'!~`.^$|]|-|\\[.\\/^$*+?()[\]{}|dw-]|\[\^?(?:[A-Za-z0-9 _:;,/@#%&=<>"'!~`.$*+?()|-]|\\[.\\/^$*+?()[\]{}|dw-])+\]|\((?:\?:|\?P<[a-zA-Z]\w*>)?|\)|[*+?]\??|\{\d{1,2}(?:,\d{0,2})?\})*$/;
/** What is repeated as a whole: how long that takes is unknown. */
const REPEATED_GROUP = /\)(?:[*+]|\{)/;
const QUANTIFIER = /[*+}]/g;
const MOST_STEPS = 1e7;

/** The pattern for the text, if both are such that JavaScript's answer is Terraform's, and soon there. */
export function expressionFor(pattern: string, text: string): RegExp | undefined {
  if (!isAscii(text) || /[\r\n]/.test(text) || !ALIKE.test(pattern) || REPEATED_GROUP.test(pattern)) return undefined;
  if (text.length ** (1 + (pattern.match(QUANTIFIER)?.length ?? 0)) > MOST_STEPS) return undefined;
  try {
    return new RegExp(pattern.replaceAll("(?P<", "(?<"), "g");
  } catch {
    return undefined;
  }
}

/** A match as `regex` gives it: a text; with groups a tuple of them, or an object of those that have names. */
export function matchIn(found: RegExpMatchArray): Json | undefined {
  const [whole, ...groups] = found;
  if (groups.length === 0) return whole;
  if (found.groups === undefined) return as("tuple", groups.map(orNull));
  const named = Object.entries(found.groups);
  if (named.length < groups.length) return undefined;
  const object = emptyObject();
  for (const [name, group] of named) object[name] = orNull(group);
  return as("object", object);
}

const orNull = (group: string | undefined): Json => group ?? null;

/** The text with all matches replaced; undefined if that is unknown. */
export function replacedIn(text: string, pattern: string, by: string): string | undefined {
  const expression = expressionFor(pattern, text);
  // A place between two characters counts otherwise in RE2, and a dollar stands for a group.
  if (expression === undefined || /[$\\]/.test(by) || new RegExp(expression.source).test("")) return undefined;
  return text.replace(expression, () => by);
}
