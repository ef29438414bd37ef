import { isKnown, textParts } from "./tokens";

/** Half of a character, which Terraform turns into another one. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Texts that Terraform keeps for certain: ASCII without the signs of its expressions. */
const KEPT = /^[\x01-\x23\x26-\x7f]*$/;

/** What Terraform would change of a text, and what a user does about it. */
export interface ChangedText {
  readonly what: string;
  readonly cure: string;
  /** Whether `plainText` mends it. */
  readonly isMended: boolean;
}

/**
 * What Terraform would not keep of a text: it normalizes every string to NFC, replaces what is not a character, and reads `${` and `%{` as
 * expressions of its own. Undefined where it keeps the text as it stands.
 * https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function changedByTerraform(text: string): ChangedText | undefined {
  if (KEPT.test(text)) return undefined;
  const parts = textParts(text);
  const known = parts.filter(({ isToken }) => !isToken).map((part) => part.text);
  if (known.some((part) => LONE_SURROGATE.test(part)))
    return { what: "holds half of a character", cure: "give whole characters", isMended: false };
  if (known.some((part) => part.includes("\0"))) return { what: "holds a NUL character", cure: "leave it out", isMended: false };
  const decomposed = known.find((part) => part.normalize("NFC") !== part);
  if (decomposed !== undefined) {
    return {
      what: "is not in Unicode's normal form NFC, which Terraform turns every text into",
      cure: `give it as ${JSON.stringify(decomposed.normalize("NFC"))}, or text.normalize("NFC")`,
      isMended: true,
    };
  }
  const sign = parts.some(({ text: part, isToken }, index) => {
    return !isToken && (/[$%]\{/.test(part) || (/[$%]$/.test(part) && parts[index + 1]?.isToken === true));
  });
  if (!sign) return undefined;
  return { what: 'holds "${" or "%{", which Terraform reads as an expression', cure: "give plain text", isMended: true };
}

/**
 * A free text so that Terraform keeps it: in NFC, with its own `${` and `%{` escaped. What is unknown until apply stays an expression,
 * also behind a dollar sign, which would escape it.
 */
export function plainText(text: string): string;
export function plainText(text: string | undefined): string | undefined;
export function plainText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (isKnown(text) && !/[$%]\{|[^\0-\x7f]/.test(text)) return text;
  const parts = textParts(text);
  return parts
    .map(({ text: part, isToken }, index) => {
      if (isToken) return part;
      const escaped = part.normalize("NFC").replace(/[$%](?=\{)/g, "$&$&");
      return parts[index + 1]?.isToken === true ? escaped.replace(/[$%]$/, (sign) => `\${"${sign}"}`) : escaped;
    })
    .join("");
}

/** The values of a record so that Terraform keeps them; see `plainText`. Its keys too. */
export function plainTexts(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [plainText(key), plainText(value)]));
}
