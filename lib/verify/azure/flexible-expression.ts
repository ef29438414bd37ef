import { globMatches } from "../glob";
import { all, isKnown, same, type Truth } from "../text";
import type { Token } from "../token";
import { withoutHoles } from "./holes";

/** One comparison of a claims matching expression. */
export interface Clause {
  readonly claim: string;
  /** As written: Entra knows `eq` and `matches`. */
  readonly operator: string;
  /** A text with holes. */
  readonly value: string;
}

/**
 * A claims matching expression: `claims['sub'] matches 'repo:acme/*' and claims['repository_id'] eq '74'`.
 * https://learn.microsoft.com/entra/workload-id/workload-identities-flexible-federated-identity-credentials
 */
export interface FlexibleExpression {
  readonly text: string;
  /** All must hold. Empty where the text could not be read. */
  readonly clauses: readonly Clause[];
  /** Why the text could not be read. */
  readonly error?: string;
}

/** More than this much work on one pattern is not done: Entra's own bound on a comparand is not published. */
const MAX_GLOB_WORK = 10_000_000;

/** Reads an expression. Quotes inside a text are not documented, so a text with one is an error. Linear in the text. */
export function parseExpression(text: string): FlexibleExpression {
  const clauses: Clause[] = [];
  const clause = /\s*claims\['([^']*)'\]\s+(\S+)\s+'([^']*)'/y;
  const and = /\s+and(?=\s)/y;
  for (;;) {
    const found = clause.exec(text);
    if (found === null) return { text, clauses: [], error: `a comparison was expected at character ${and.lastIndex + 1}` };
    const [, claim = "", operator = "", value = ""] = found;
    clauses.push({ claim, operator, value });
    and.lastIndex = clause.lastIndex;
    if (text.slice(clause.lastIndex).trim() === "") return { text, clauses };
    const end = clause.lastIndex;
    if (and.exec(text) === null) return { text, clauses: [], error: `\`and\` or the end was expected at character ${end + 1}` };
    clause.lastIndex = and.lastIndex;
  }
}

/** Whether a token's claims pass. A missing claim does not; an expression that could not be read, or an operator unknown to Entra, is unknown. */
export function evaluate({ clauses, error }: FlexibleExpression, token: Token): Truth {
  return error === undefined ? all(clauses.map((clause) => holds(clause, token))) : "unknown";
}

function holds({ claim, operator, value }: Clause, token: Token): Truth {
  const told: unknown = Object.hasOwn(token, claim) ? token[claim] : undefined;
  if (told === undefined || told === null) return "no";
  if (typeof told === "string") return compare(operator, value, told);
  // Whether Entra compares a number or a boolean with a text is not documented, nor what it does with lists.
  const asText = typeof told === "number" || typeof told === "boolean" ? String(told) : undefined;
  return asText !== undefined && compare(operator, value, asText) === "no" ? "no" : "unknown";
}

function compare(operator: string, value: string, told: string): Truth {
  if (operator === "eq") return same(value, told);
  if (operator !== "matches" || value.length * told.length > MAX_GLOB_WORK) return "unknown";
  if (isKnown(value)) return globMatches(value, told) ? "yes" : "no";
  // What is unknown can be anything: where not even that fits, nothing does.
  return globMatches(withoutHoles(value, "*"), told) ? "unknown" : "no";
}
