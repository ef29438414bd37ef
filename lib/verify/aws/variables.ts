import { unitsOf, ANY, ONE, type Pattern } from "../glob";

/** A value of a condition in a policy of version 2012-10-17: text, and variables that the request fills. */
export type Template = readonly (Pattern | Variable)[];

/** `${aws:RequestTag/team}`, `${aws:PrincipalTag/team, 'default'}` */
export interface Variable {
  readonly key: string;
  readonly otherwise?: string;
}

const LITERALS: ReadonlySet<string> = new Set(["*", "?", "$"]);

/** A `${` in a value begins a variable or stands for a literal `*`, `?` or `$`. */
export function hasVariables(text: string): boolean {
  return text.includes("${");
}

/**
 * The value in its parts. `${*}`, `${?}` and `${$}` are those characters themselves; a `${` without an end is text.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function templateOf(text: string, wildcards: boolean): Template {
  const parts: (Pattern | Variable)[] = [];
  let plain: (string | typeof ANY | typeof ONE)[] = [];
  const units = unitsOf(text);
  const last = units.lastIndexOf("}");
  for (let index = 0; index < units.length; index++) {
    const unit = units[index] ?? "";
    const begins = unit === "$" && units[index + 1] === "{" && last > index;
    const end = begins ? units.indexOf("}", index + 2) : -1;
    if (end < 0) {
      plain.push(wildcards && unit === "*" ? ANY : wildcards && unit === "?" ? ONE : unit);
      continue;
    }
    const name = units.slice(index + 2, end).join("");
    index = end;
    if (LITERALS.has(name)) {
      plain.push(name);
      continue;
    }
    parts.push(plain, variableOf(name));
    plain = [];
  }
  return [...parts, plain];
}

function variableOf(name: string): Variable {
  const comma = name.indexOf(",");
  if (comma < 0) return { key: name.trim() };
  const rest = name.slice(comma + 1).trim();
  const quoted = rest.length > 1 && rest.startsWith("'") && rest.endsWith("'");
  return quoted ? { key: name.slice(0, comma).trim(), otherwise: rest.slice(1, -1) } : { key: name.trim() };
}
