import { type Scanner, Unreadable } from "./scanner";

/** What a backslash and one letter stand for between quotes. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["\\", "\\"],
]);

/** Reads what follows a backslash between quotes. */
export function escape(scanner: Scanner): string {
  const letter = scanner.text.charAt(scanner.at++);
  const simple = ESCAPES.get(letter);
  if (simple !== undefined) return simple;
  const length = letter === "u" ? 4 : letter === "U" ? 8 : 0;
  const digits = scanner.text.slice(scanner.at, scanner.at + length);
  if (length === 0 || !/^[\da-fA-F]{4,8}$/.test(digits) || digits.length !== length) throw new Unreadable();
  scanner.at += length;
  const code = parseInt(digits, 16);
  // Marks of holes must not come from a file.
  if (code > 0x10ffff || code === 0xe000 || code === 0xe001) throw new Unreadable();
  return String.fromCodePoint(code);
}
