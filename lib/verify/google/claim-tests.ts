import type { JsonObject } from "../json";
import type { ClaimTest } from "../shape";
import { isKnown } from "../text";
import type { Cel } from "./cel";
import { evaluate } from "./cel-evaluate";
import { celString, celText } from "./cel-text";
import { type ClaimPath, claimPath, claimsIn, tokenWith, withMapping } from "./claim-path";
import { decoded, type Member } from "./member";
import type { Provider } from "./trust";

/** A claim that is one known text. */
export interface Pinned {
  readonly path: ClaimPath;
  readonly value: string;
}

/** What a member's value says of the token, by the mapping the other way round. */
export interface Inverted {
  readonly tests: readonly ClaimTest[];
  readonly pinned?: Pinned;
}

/** What a token must carry for a member to stand for it. `undefined`: none can. */
export function invertMember({ kind, name, value }: Member, mapped: (target: string) => Cel | undefined): Inverted | undefined {
  switch (kind) {
    case "pool":
      return { tests: [] };
    case "group": {
      const cel = mapped("google.groups");
      return cel === undefined ? undefined : { tests: [expressionTest(`${celString(value)} in ${celText(cel)}`)] };
    }
    case "subject":
    case "attribute": {
      const cel = mapped(kind === "subject" ? "google.subject" : `attribute.${name}`);
      return cel === undefined ? undefined : invert(cel, value);
    }
    default:
      return undefined;
  }
}

function invert(cel: Cel, value: string): Inverted | undefined {
  if (cel.kind === "unsettled") return { tests: [{ claim: "the mapping", test: "unknown", values: [`${cel.what}: ${value}`] }] };
  const path = claimPath(cel);
  if (path !== undefined && isPlain(path)) {
    return {
      tests: [{ claim: path.join("."), test: "is", values: [value], ...unsettledOf(value) }],
      ...(isKnown(value) && !value.includes("%") ? { pinned: { path, value } } : {}),
    };
  }
  if (cel.kind === "constant" && isKnown(value)) return cel.value === value ? { tests: [] } : undefined;
  if (cel.kind === "call" && cel.name === "+") {
    const [left, right] = cel.args;
    if (left?.kind === "constant" && typeof left.value === "string" && right !== undefined) {
      if (value.startsWith(left.value)) return invert(right, value.slice(left.value.length));
      if (isKnown(value)) return undefined;
    }
    if (right?.kind === "constant" && typeof right.value === "string" && left !== undefined) {
      if (value.endsWith(right.value)) return invert(left, value.slice(0, value.length - right.value.length));
      if (isKnown(value)) return undefined;
    }
  }
  return { tests: [expressionTest(`${celText(cel)} == ${celString(value)}`)] };
}

/** Whether a member is percent-decoded before it is compared is not documented. */
export function unsettledOf(value: string): Pick<ClaimTest, "unsettled"> {
  const text = isKnown(value) ? decoded(value) : undefined;
  return text === undefined || text === value ? {} : { unsettled: [text] };
}

/** `iss` and `aud` have tests of their own. */
export const isPlain = ([first]: ClaimPath): boolean => first !== undefined && first !== "iss" && first !== "aud";

/** A test by an expression of CEL on `assertion`. */
export const expressionTest = (text: string): ClaimTest => ({ claim: "expression", test: "expression", values: [text] });

/**
 * What a provider's condition says of the token, part by part; a part that the member already settles is left out. `undefined`: the
 * member's tokens never meet the condition.
 */
export function conditionTests({ condition, mapping }: Provider, { pinned }: Inverted): readonly ClaimTest[] | undefined {
  if (condition === undefined) return [];
  const { cel, text } = condition;
  if (cel.kind === "unsettled") return [{ claim: "condition", test: isKnown(text) ? "expression" : "unknown", values: [text] }];
  const mapped = (target: string): Cel | undefined => (mapping === undefined ? UNKNOWN_MAPPING : mapping.get(target)?.cel);
  const parts = partsOf(cel).map((part) => withMapping(part, mapped));
  const tests: ClaimTest[] = [];
  for (const part of parts) {
    const settled = settledBy(part, pinned);
    if (settled === false) return undefined;
    if (settled === undefined) tests.push(testOf(part));
  }
  return tests;
}

const UNKNOWN_MAPPING: Cel = { kind: "unsettled", what: "the mapping is unknown until apply" };

/** The parts of a conjunction, of conjunctions too. */
export function partsOf(cel: Cel): readonly Cel[] {
  return cel.kind === "call" && cel.name === "&&" ? cel.args.flatMap(partsOf) : [cel];
}

function settledBy(part: Cel, pinned: Pinned | undefined): boolean | undefined {
  if (!without(claimsIn(part), pinned)) return undefined;
  const outcome = evaluate(part, { assertion: tokenOf(pinned) });
  return outcome.kind === "unknown" ? undefined : outcome.kind === "value" && outcome.value === true;
}

/** Whether no other claim is read than the one that is pinned. */
export function without(claims: readonly ClaimPath[] | undefined, { path }: Pinned = NOTHING): boolean {
  const isSame = (other: ClaimPath): boolean => other.length === path.length && other.every((name, at) => name === path[at]);
  return claims?.every(isSame) === true;
}

const NOTHING: Pinned = { path: [], value: "" };

/** A token of which only the pinned claim is known. */
export const tokenOf = (pinned: Pinned | undefined): JsonObject =>
  pinned === undefined ? {} : tokenWith(pinned.path, pinned.value);

function testOf(part: Cel): ClaimTest {
  const whole: ClaimTest = { claim: "condition", test: "expression", values: [celText(part)] };
  if (part.kind !== "call") return whole;
  const [left, right] = part.args;
  if (left === undefined || right === undefined) return whole;
  const [of, literal] = part.name === "==" && left.kind === "constant" ? [right, left] : [left, right];
  const path = claimPath(of);
  if (path === undefined || !isPlain(path)) return whole;
  const claim = path.join(".");
  if (part.name === "in" && literal.kind === "list") {
    const values = literal.items.map(textOf);
    return values.every((value) => value !== undefined) ? { claim, test: "is", values } : whole;
  }
  const value = textOf(literal);
  if (value === undefined) return whole;
  if (part.name === "==") return { claim, test: "is", values: [value] };
  const patterns: Readonly<Record<string, string>> = { startsWith: `${value}*`, endsWith: `*${value}`, contains: `*${value}*` };
  const pattern = Object.hasOwn(patterns, part.name) ? patterns[part.name] : undefined;
  return pattern === undefined || /[*?]/.test(value) ? whole : { claim, test: "like", values: [pattern] };
}

const textOf = (cel: Cel): string | undefined =>
  cel.kind === "constant" && typeof cel.value === "string" ? cel.value : undefined;
