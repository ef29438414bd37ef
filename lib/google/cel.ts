import { Fn } from "cdktf";
import { isKnown, replaceTokens } from "../core/tokens";

/**
 * A string literal of CEL. What is unknown until apply becomes a JSON string, which CEL reads too, so that no quote in it ends the
 * literal. `$` before a brace is written as its code point, because Terraform would read an expression there, and so is what it would
 * turn into another form of Unicode.
 * https://github.com/google/cel-spec/blob/master/doc/langdef.md#string-and-bytes-values
 */
export function celString(text: string): string {
  if (!isKnown(text)) return Fn.jsonencode(text);
  const escaped = text
    .replace(/[\\']/g, "\\$&")
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")
    .replace(/[$%](?=\{)/g, (sign) => (sign === "$" ? "\\u0024" : "\\u0025"));
  return `'${escaped.normalize("NFC") === escaped ? escaped : byCodePoint(escaped)}'`;
}

/** What Terraform would normalize, so that it stays what it is. */
function byCodePoint(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (sign) => `\\U${(sign.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`);
}

/** A list literal of CEL whose elements are strings. */
export function celStrings(texts: readonly string[]): string {
  return `[${texts.map(celString).join(", ")}]`;
}

/** A claim of the token. Words that CEL keeps for itself, and names with other characters, are looked up by index. */
export function celClaim(name: string): string {
  const isField = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !["false", "in", "null", "true"].includes(name);
  return isField ? `assertion.${name}` : `assertion[${celString(name)}]`;
}

/** The string literals and comments of CEL: raw ones first, because a backslash escapes nothing in them. */
const LITERALS =
  /[bB]?[rR][bB]?('''[\s\S]*?'''|"""[\s\S]*?"""|'[^'\n]*'|"[^"\n]*")|'''(\\[\s\S]|[^\\])*?'''|"""(\\[\s\S]|[^\\])*?"""|'(\\.|[^\\'\n])*'|"(\\.|[^\\"\n])*"|\/\/[^\n]*/g;

/** Stands for a token: a letter of nobody's alphabet, so that it is never the user's. */
const UNKNOWN = "\uE000";

/**
 * Whether a text is an expression whole in itself: one that keeps its meaning between parentheses. A token counts as a word. Within
 * quotes, or where it could make the quote behind it a raw one, it could end the literal at apply; Terraform's own `${` could too.
 */
export function isWholeExpression(text: string): boolean {
  if (text.includes(UNKNOWN)) return false;
  const words = replaceTokens(text, () => UNKNOWN);
  if (/[$%][{\uE000]/.test(words) || /\uE000['"]/.test(words)) return false;
  if ((words.match(LITERALS) ?? []).some((literal) => literal.includes(UNKNOWN))) return false;
  const bare = words.replace(LITERALS, (literal) => (literal.startsWith("//") ? "/" : "_"));
  if (bare.trim() === "" || /['"]|\/$/.test(bare.trim())) return false;
  const open: string[] = [];
  const pairs: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
  for (const letter of bare) {
    if ("([{".includes(letter)) open.push(letter);
    else if (letter in pairs && open.pop() !== pairs[letter]) return false;
  }
  return open.length === 0;
}
