/** What may be written in several ways, or is half of a character. Private characters are neither. */
const ODD = /[\u0300-\udfff\uf900-\uffff]/;

/** The text as Terraform has every text: normalized (NFC), and a half of a character replaced. */
export function normalText(text: string): string {
  return ODD.test(text) ? Buffer.from(text, "utf8").toString("utf8").normalize("NFC") : text;
}

/** White space to Go, and so to Terraform: other characters than to JavaScript. */
const SPACE = "[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const LEADING = new RegExp(`^${SPACE}+`);
const ALL = new RegExp(`^${SPACE}*$`);
const IS_SPACE = new RegExp(`^${SPACE}$`);

/** Without the white space before it. */
export const withoutLeadingSpace = (text: string): string => text.replace(LEADING, "");

/** Without the white space behind it. */
export function withoutTrailingSpace(text: string): string {
  let end = text.length;
  while (end > 0 && IS_SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Whether there is nothing else in it. */
export const isSpace = (text: string): boolean => ALL.test(text);
