// How IAM reads statements, for oracles: the operators and elements that estates hold, and no others.

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string;
  readonly NotResource?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const like = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^]*")
      .replaceAll("?", "[^]")}$`,
    "u",
  ).test(text);

/** Whether some statement allows an action, and none denies it. */
export function isAllowed(
  statements: readonly Statement[],
  action: string,
  resource: string | undefined,
  request: Readonly<Record<string, string>>,
): boolean {
  const says = (effect: string): boolean =>
    statements.some((each) => each.Effect === effect && isAbout(each, action, resource) && holds(each, request));
  return says("Allow") && !says("Deny");
}

function isAbout({ Action, NotAction, Resource, NotResource }: Statement, action: string, resource: string | undefined): boolean {
  const hit = (patterns: string | readonly string[]): boolean =>
    [patterns].flat().some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()));
  const isAction = NotAction === undefined ? hit(Action ?? []) : !hit(NotAction);
  if (resource === undefined || !isAction) return isAction;
  return NotResource === undefined ? like(Resource ?? "", resource) : !like(NotResource, resource);
}

function holds({ Condition = {} }: Statement, request: Readonly<Record<string, string>>): boolean {
  const lowered = Object.fromEntries(Object.entries(request).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, value]) => test(operator, lowered[key.toLowerCase()], value)),
  );
}

function test(operator: string, actual: string | undefined, value: string): boolean {
  if (operator === "Null") return (actual === undefined) === (value === "true");
  if (actual === undefined) return /^ForAllValues:|IfExists$|Not/.test(operator);
  if (operator === "IpAddress") return value === "10.0.0.0/8" && actual.startsWith("10.");
  if (operator === "StringLike") return like(value, actual);
  if (operator === "StringNotEquals") return actual !== value;
  return actual === value;
}
