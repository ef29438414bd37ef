import { isHole, matches, unitsOf, ANY, type Pattern } from "../glob";
import { all, isKnown, type Truth } from "../text";

/** The text in parts between its colons; a colon inside a hole's expression is none. At most so many: the last keeps the rest. */
export function splitAtColons(text: string, most = Infinity): string[] {
  if (isKnown(text) && most === Infinity) return text.split(":");
  const parts = [""];
  for (const unit of isKnown(text) ? text : unitsOf(text)) {
    if (unit === ":" && parts.length < most) parts.push("");
    else parts[parts.length - 1] = `${parts.at(-1) ?? ""}${unit}`;
  }
  return parts;
}

/**
 * Whether an ARN matches a pattern of ARNs: each of the six parts by itself, so that a star does not reach over a colon, but in the last.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: Pattern, arn: string): Truth {
  const parts: (string | symbol)[][] = [[]];
  for (const unit of pattern) {
    if (unit === ":" && parts.length < 6) parts.push([]);
    else parts[parts.length - 1]?.push(unit);
  }
  const components = splitAtColons(arn, 6);
  const open = pattern.some(isHole) || !isKnown(arn);
  if (parts.length < 6 || components.length < 6) {
    // What is no whole ARN is compared in ways that AWS does not document.
    return open || parts.length === components.length || pattern.includes(ANY) ? "unknown" : "no";
  }
  const exactly = all(components.map((component, index) => matches((parts[index] ?? []) as Pattern, component)));
  if (exactly === "yes") return "yes";
  return open && matches(pattern, arn) !== "no" ? "unknown" : open ? "no" : exactly;
}
