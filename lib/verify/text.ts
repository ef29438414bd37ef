/**
 * Texts with holes: what Terraform learns at apply stands in a text as a hole that names its expression, so that known parts can still be
 * compared, and two reads of one attribute are equal. A hole survives JSON: it holds no quote, backslash or control character.
 */
const OPEN = "\uE000";
const CLOSE = "\uE001";
const HOLE = /\uE000([^\uE000\uE001]*)\uE001/g;

/** The text that stands for a value that is unknown. `expression` is Terraform's, without `${}`: `aws_iam_role.orders.arn`. */
export function hole(expression: string): string {
  return `${OPEN}${expression.replace(/[%"\\\u0000-\u001f\uE000\uE001]/g, percent)}${CLOSE}`;
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** The text for people: holes as `${expression}`. */
export function show(text: string): string {
  return isKnown(text) ? text : text.replace(HOLE, (_, expression: string) => `\${${decoded(expression)}}`);
}

const decoded = (expression: string): string =>
  expression.replace(/%([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Whether the text has no holes. */
export function isKnown(text: string): boolean {
  return !text.includes(OPEN);
}

/** The expressions of the text's holes, each once. */
export function holesIn(text: string): string[] {
  return isKnown(text) ? [] : [...new Set([...text.matchAll(HOLE)].map(([, expression = ""]) => decoded(expression)))];
}

/** Whether a text from a file holds characters that only holes may hold. */
export function holdsMarks(text: string): boolean {
  return text.includes(OPEN) || text.includes(CLOSE);
}

const DEEPEST = 50;

/** Whether any text in a value of a stranger's holds such characters. What is too deep to be looked at may. */
export function holdsMarksWithin(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return holdsMarks(value);
  if (typeof value !== "object" || value === null) return false;
  if (depth > DEEPEST) return true;
  // Once for each decision: no list of entries is made.
  for (const key in value) {
    if (holdsMarks(key) || holdsMarksWithin((value as Readonly<Record<string, unknown>>)[key], depth + 1)) return true;
  }
  return false;
}

/** The text with such characters replaced by one that no text of a file holds: half of a character. It is equal to nothing, and matches stars. */
export function withoutMarks(text: string): string {
  return holdsMarks(text) ? text.replace(/[\uE000\uE001]/g, "\uD800") : text;
}

const ESCAPED_MARK = /\\u[eE]00[01]/;

/** Whether a text would hold such characters once it is parsed as JSON: it could pass for a text with holes then. */
export function holdsEscapedMarks(text: string): boolean {
  return text.includes("\\u") && ESCAPED_MARK.test(text);
}

const KNOWN = /(^|\uE001)[^\uE000]+/g;

/** The text in lower case, its holes as they are. */
export function lower(text: string): string {
  return isKnown(text) ? text.toLowerCase() : text.replace(KNOWN, (known) => known.toLowerCase());
}

/** What is known of a question: holes can leave it unknown. */
export type Truth = "yes" | "no" | "unknown";

/** Whether two texts are equal. The same hole is the same value; different ones are unknown unless the known ends differ. */
export function same(a: string, b: string): Truth {
  if (a === b) return "yes";
  if (isKnown(a) && isKnown(b)) return "no";
  const [startA, endA] = ends(a);
  const [startB, endB] = ends(b);
  const fits = (startA.startsWith(startB) || startB.startsWith(startA)) && (endA.endsWith(endB) || endB.endsWith(endA));
  return fits ? "unknown" : "no";
}

const ends = (text: string): [string, string] =>
  isKnown(text) ? [text, text] : [text.slice(0, text.indexOf(OPEN)), text.slice(text.lastIndexOf(CLOSE) + 1)];

/** True if all are; unknown if none is false but one is unknown. */
export function all(truths: readonly Truth[]): Truth {
  if (truths.includes("no")) return "no";
  return truths.includes("unknown") ? "unknown" : "yes";
}

/** True if one is; unknown if none is true but one is unknown. */
export function any(truths: readonly Truth[]): Truth {
  if (truths.includes("yes")) return "yes";
  return truths.includes("unknown") ? "unknown" : "no";
}

/** The opposite; what is unknown stays so. */
export function not(truth: Truth): Truth {
  return truth === "unknown" ? "unknown" : truth === "yes" ? "no" : "yes";
}

/** The expression of a text that is one hole and nothing else: an unknown value of any type. */
export function expressionOf(text: unknown): string | undefined {
  if (typeof text !== "string" || !text.startsWith(OPEN) || text.indexOf(CLOSE) !== text.length - 1) return undefined;
  return decoded(text.slice(1, -1));
}

/** The text's known parts and its holes in turn: even places are known (empty or not), odd ones are the holes' expressions. */
export function partsOf(text: string): string[] {
  return isKnown(text) ? [text] : text.split(HOLE).map((part, index) => (index % 2 === 1 ? decoded(part) : part));
}
