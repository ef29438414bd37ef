import { show } from "../../verify/text";

/**
 * Characters that change what a terminal or a page shows of others, or show nothing themselves: controls, those that turn the direction of
 * text, halves of characters, and those that Unicode leaves invisible (Default_Ignorable_Code_Point).
 */
const CONTROLS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** What most texts are, and what is told in a fraction of the time. */
const ORDINARY = /^[ -~]*$/;

/** A text from a file as it may stand in an output: unknown values as `${expression}`, nothing that could disguise it. */
export function plain(text: string): string {
  if (ORDINARY.test(text)) return text;
  return show(text).replace(CONTROLS, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}

/** A text of several lines, each plain. */
export function plainLines(text: string): string {
  return text.split("\n").map(plain).join("\n");
}
