import { createHash } from "node:crypto";
import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/** Whether a value is known now, or only when Terraform applies (then every check lets it pass). */
export function isKnown(value: unknown): boolean {
  // Asked of nearly every text, and nearly always known: cdktf's own look at it is a regular expression.
  return typeof value === "string" && !value.includes("TfToken[") ? true : !Token.isUnresolved(value);
}

/** The text with its tokens replaced by the Terraform expressions that they stand for: stable from one synthesis to the next. */
export function stableText(scope: IConstruct, text: string): string {
  if (isKnown(text)) return text;
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(text, { scope, resolver, preparing: false });
  return typeof resolved === "string" ? resolved : JSON.stringify(resolved);
}

const TOKEN = /\$\{TfToken\[[^\]]*\]\}/g;

/** The text with each of its tokens replaced. */
export function replaceTokens(text: string, replacement: (token: string) => string): string {
  return isKnown(text) ? text : text.replace(TOKEN, replacement);
}

/** The parts of a text that are known now: all of it, or what stands around its tokens. */
export function literalParts(text: string): readonly string[] {
  return isKnown(text) ? [text] : text.split(TOKEN).filter((part) => part !== "");
}

/** A part of a text: what is known now, or a token. */
export interface TextPart {
  readonly text: string;
  readonly isToken: boolean;
}

/** The parts of a text in their order: what is known now, and its tokens. */
export function textParts(text: string): readonly TextPart[] {
  if (isKnown(text)) return [{ text, isToken: false }];
  return text
    .split(/(\$\{TfToken\[[^\]]*\]\})/)
    .map((part, index) => ({ text: part, isToken: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}

/** What is known of how a text begins: all of it, or what stands before its first token. */
export function knownStart(text: string): string {
  const [first] = textParts(text);
  return first === undefined || first.isToken ? "" : first.text;
}

/** What is known of how a text ends. */
function knownEnd(text: string): string {
  const last = textParts(text).at(-1);
  return last === undefined || last.isToken ? "" : last.text;
}

/** Whether two texts can be the same once Terraform applies, by how they begin and end. */
export function couldBeEqual(a: string, b: string): boolean {
  if (isKnown(a) && isKnown(b)) return a === b;
  return couldBegin(a, knownStart(b)) && couldBegin(b, knownStart(a)) && couldEnd(a, knownEnd(b)) && couldEnd(b, knownEnd(a));
}

/** Whether a text can begin so once Terraform applies. */
export function couldBegin(text: string, start: string): boolean {
  if (isKnown(text)) return text.startsWith(start);
  const known = knownStart(text);
  return known.startsWith(start) || start.startsWith(known);
}

function couldEnd(text: string, end: string): boolean {
  if (isKnown(text)) return text.endsWith(end);
  const known = knownEnd(text);
  return known.endsWith(end) || end.endsWith(known);
}

/** Eight hexadecimal digits that stand for the text. (Hexadecimal, because long runs of decimal digits are slow to resolve.) */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/**
 * A construct id made from what a thing is, never from its position in a list, so that adding one never renames another: what a
 * person reads, and a hash of the values, which differs where they differ.
 */
export function stableId(scope: IConstruct, readable: string, ...values: readonly string[]): string {
  const words = stableText(scope, readable)
    .replace(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${words}-${shortHash(values.map((value) => stableText(scope, value)).join("\n"))}`;
}
