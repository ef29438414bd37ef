import type { PermissionContent, PermissionStatement } from "../permission-content";
import { all, any, isKnown, type Truth } from "../text";
import { disjoint } from "./disjoint";
import { includes } from "./inclusion";
import type { Pattern } from "./pattern";

/** So many statements against each other, and then it cannot be told. */
const MOST_PAIRS = 10_000;

/**
 * Whether one content lets do nothing that the other does not. `no` is never said: a statement that no single one contains may lie within
 * several together, so what is not surely within counts as unknown.
 */
export function within(narrow: PermissionContent, wide: PermissionContent): Exclude<Truth, "no"> {
  if (narrow.statements.length * wide.statements.length > MOST_PAIRS) return "unknown";
  // What is unknown of the wide one may be a denial; of the narrow one, anything. The same unknown on both sides is the same.
  if (![...narrow.unknown].every((reason) => wide.unknown.includes(reason))) return "unknown";
  if (![...wide.unknown].every((reason) => narrow.unknown.includes(reason))) return "unknown";
  const of = ({ statements }: PermissionContent, effect: PermissionStatement["effect"]): readonly PermissionStatement[] =>
    statements.filter((statement) => statement.effect === effect);
  const [allowed, denied] = [of(wide, "allow"), of(narrow, "deny")];
  const isAllowed = all(of(narrow, "allow").map((statement) => any(allowed.map((each) => contains(each, statement)))));
  const isDenied = all(of(wide, "deny").map((statement) => any(denied.map((each) => contains(each, statement)))));
  return all([isAllowed, isDenied]) === "yes" ? "yes" : "unknown";
}

/** Whether whatever the narrow statement is about, the wide one is about, too. */
function contains(wide: PermissionStatement, narrow: PermissionStatement): Truth {
  return all([
    wide.conditions.every((condition) => narrow.conditions.includes(condition)) ? "yes" : "no",
    covers(wide.actions, wide.exceptActions, narrow.actions, narrow.exceptActions, true),
    covers(wide.resources, wide.exceptResources, narrow.resources, narrow.exceptResources, false),
  ]);
}

function covers(
  wide: readonly string[],
  exceptWide: readonly string[],
  narrow: readonly string[],
  exceptNarrow: readonly string[],
  ignoreCase: boolean,
): Truth {
  const patterns = (texts: readonly string[]): Pattern[] => texts.map((text) => patternOf(text, ignoreCase));
  const [inside, outside] = [patterns(narrow), patterns(exceptNarrow)];
  // What the wide one leaves out, the narrow one must leave out, too, or not be about at all.
  const leavesOut = patterns(exceptWide).map((each) => any([includes(outside, [each]), disjoint(inside, [each])]));
  return all([includes(patterns(wide), inside), ...leavesOut]);
}

/** Policies compare without letter case where the pattern matcher folds single characters; a known text is folded whole. */
const patternOf = (text: string, ignoreCase: boolean): Pattern => ({
  text: ignoreCase && isKnown(text) ? text.toLowerCase() : text,
  wild: true,
  ignoreCase,
});
