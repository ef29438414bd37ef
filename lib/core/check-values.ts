import { TOKEN_SIGN } from "../facts/text-format";
import { checkText, FederationError, quoted, type FederationErrorCode } from "./errors";
import { changedByTerraform } from "./terraform-text";
import { isKnown, literalParts, replaceTokens } from "./tokens";
import type { EitherRule, ListRule, NumberRule, RecordRule, TextRule, ValueRule, ValueRules, WordRule } from "./values";

/**
 * Refuses options of a wrong kind or form, each by its rule, before anything is made of them. Of a text that is unknown in part, the parts
 * that are known are judged.
 *
 * @throws FederationError VALUE_MISSING, and the codes of the rules
 */
export function checkValues(place: string, noun: string, rules: ValueRules, values: unknown): void {
  if (!isObject(values)) throw wrongKind(place, noun, values, "an object");
  for (const name in rules) {
    const rule = rules[name];
    if (rule === undefined) continue;
    const value = values[name];
    if ("required" in rule) checkValue(place, rule.required, value);
    else if (value !== undefined) checkValue(place, rule, value);
  }
}

/** Refuses one value by its rule. */
export function checkValue(place: string, rule: ValueRule, value: unknown): void {
  switch (rule.is) {
    case "text":
      checkTextValue(place, rule, value);
      return;
    case "number":
      checkNumber(place, rule, value);
      return;
    case "flag":
      if (typeof value === "boolean" || (rule.mayBeUnknown === true && !isKnown(value))) return;
      throw wrongKind(place, rule.noun, value, isKnown(value) ? "true or false" : "true or false as it is known now");
      return;
    case "word":
      checkWord(place, rule, value);
      return;
    case "list":
      checkList(place, rule, value);
      return;
    case "record":
      checkRecord(place, rule, value);
      return;
    case "shape":
      checkValues(place, rule.noun, rule.of, value);
      return;
    case "either":
      checkEither(place, rule, value);
      return;
    case "given":
      if (!isObject(value) && typeof value !== "function") throw wrongKind(place, rule.noun, value, "an object", rule.code);
  }
}

/** Refuses a text that the cloud, the cluster or Terraform would not take as it stands. */
export function checkTextValue(place: string, rule: TextRule, value: unknown): asserts value is string {
  checkText(place, rule.noun, value);
  const problem = textProblem(rule, value);
  if (problem === undefined) return;
  const { what, cure = rule.cure } = problem;
  throw new FederationError(place, { code: rule.code, what: `${rule.noun} ${quoted(value)} ${what}`, cure });
}

interface Problem {
  readonly what: string;
  readonly cure?: string;
}

function textProblem(rule: TextRule, value: string): Problem | undefined {
  const isWhole = isKnown(value);
  if (rule.mustBeKnown === true && !isWhole) {
    return { what: "is unknown until apply", cure: "give a text that is known now: it names resources" };
  }
  const changed = rule.does === "passed" ? undefined : changedByTerraform(value);
  if (changed !== undefined && !(rule.does === "escaped" && changed.isMended)) return changed;
  const { minLength = 0, maxLength = Infinity, maxBytes = Infinity, pattern, part, half } = rule;
  const parts = isWhole ? [value] : literalParts(value);
  const known = (rule.does === "escaped" ? parts.map((one) => one.normalize("NFC")) : parts).join("");
  // Characters are counted only where it matters: there are never more than code units.
  const isCounted = known.length > maxLength || known.length < minLength * 2;
  const length = isCounted ? Array.from(known).length : known.length;
  const bytes = known.length * 3 <= maxBytes ? known.length : Buffer.byteLength(known);
  const atLeast = isWhole ? "" : "at least ";
  if (length > maxLength) return { what: `has ${atLeast}${length} characters, ${maxLength} are allowed` };
  if (bytes > maxBytes) return { what: `has ${atLeast}${bytes} bytes, ${maxBytes} are allowed` };
  if (!isWhole) {
    const isAllowed = part === undefined || parts.every((one) => part.test(one));
    const isForm = half === undefined || (!known.includes(TOKEN_SIGN) && half.test(replaceTokens(value, () => TOKEN_SIGN)));
    return isAllowed && isForm ? undefined : { what: "has characters, or a form, that are not allowed" };
  }
  if (length < minLength) return { what: length === 0 ? "is empty" : `has ${length} characters, ${minLength} are the least` };
  return pattern === undefined || pattern.test(value) ? undefined : { what: "is not one that is taken" };
}

function checkNumber(place: string, { noun, min, max, unit, code, cure, mustBeKnown }: NumberRule, value: unknown): void {
  if (!isKnown(value)) {
    if (mustBeKnown !== true) return;
    throw new FederationError(place, { code, what: `${noun} is unknown until apply`, cure: `${cure}, which is known now` });
  }
  if (typeof value !== "number") throw wrongKind(place, noun, value, `a number of ${unit}`);
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new FederationError(place, { code, what: `${noun} is ${value}`, cure });
}

function checkWord(place: string, { noun, words, code, cure }: WordRule, value: unknown): void {
  if (typeof value === "string" && words.includes(value)) return;
  throw new FederationError(place, { code, what: `${noun} is ${quoted(value)}`, cure });
}

function checkList(place: string, rule: ListRule, value: unknown): void {
  const { noun, of, minCount = 0, maxCount = Infinity, code, cure } = rule;
  // One that is unknown until apply has no entries that our code could read.
  if (isUnknownWhole(value)) {
    if (rule.mayBeUnknown === true && Array.isArray(value)) return;
    throw wrongKind(place, noun, value, "a list, spelled out");
  }
  if (!Array.isArray(value)) throw wrongKind(place, noun, value, "a list, spelled out");
  if (value.length < minCount || value.length > maxCount) throw count(place, { noun, code, cure }, value.length, maxCount);
  for (const one of value as readonly unknown[]) checkValue(place, of, one);
}

function checkRecord(place: string, rule: RecordRule, value: unknown): void {
  const { noun, keys, of, maxCount = Infinity, code, cure } = rule;
  if (isUnknownWhole(value)) {
    const isMap = isObject(value) && !("resolve" in value);
    if (rule.mayBeUnknown === true && isMap) return;
    throw wrongKind(place, noun, value, `an object, spelled out${rule.mayBeUnknown === true ? ", or Token.asStringMap(…)" : ""}`);
  }
  if (!isObject(value)) throw wrongKind(place, noun, value, "an object, spelled out");
  const entries = Object.entries(value);
  if (entries.length > maxCount) throw count(place, { noun, code, cure }, entries.length, maxCount);
  for (const [key, one] of entries) {
    checkTextValue(place, keys, key);
    // The key says which one of them it is.
    checkValue(place, "noun" in of ? { ...of, noun: `${of.noun} ${quoted(key)}` } : of, one);
  }
}

function count(
  place: string,
  { noun, code, cure }: { readonly noun: string; readonly code: FederationErrorCode; readonly cure: string },
  found: number,
  max: number,
): FederationError {
  const what = found === 0 ? `${noun} is empty` : `${noun} has ${found} entries${max === Infinity ? "" : `, ${max} are allowed`}`;
  return new FederationError(place, { code, what, cure });
}

function isOfKind(rule: ValueRule, value: unknown): boolean {
  switch (rule.is) {
    case "text":
    case "word":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean";
    case "list":
      return Array.isArray(value);
    default:
      return isObject(value) || typeof value === "function";
  }
}

function checkEither(place: string, { noun, of }: EitherRule, value: unknown): void {
  const fit = of.find((rule) => isOfKind(rule, value));
  if (fit === undefined) throw wrongKind(place, noun, value, of.map((rule) => KINDS[rule.is]).join(" or "));
  checkValue(place, fit, value);
}

const KINDS: Readonly<Record<ValueRule["is"], string>> = {
  text: "a string",
  word: "a string",
  number: "a number",
  flag: "true or false",
  list: "a list",
  record: "an object",
  shape: "an object",
  given: "an object",
  either: "one of several",
};

function wrongKind(
  place: string,
  noun: string,
  value: unknown,
  wanted: string,
  code: FederationErrorCode = "VALUE_MISSING",
): FederationError {
  return new FederationError(place, {
    code,
    what: `${noun} is ${quoted(value)}`,
    cure: `give ${wanted}, or leave it out where it is optional (is a variable unset?)`,
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a list or record is itself a token, and not one that holds some. */
function isUnknownWhole(value: unknown): boolean {
  return value !== null && value !== undefined && !isKnown(value);
}
