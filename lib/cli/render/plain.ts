import { show } from "../../verify/text";

/** Characters that change what a terminal or a page shows of others: controls, and those that turn the direction of text. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text from a file as it may stand in an output: unknown values as `${expression}`, nothing that could disguise it. */
export function plain(text: string): string {
  return show(text).replace(CONTROLS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A text of several lines, each plain. */
export function plainLines(text: string): string {
  return text.split("\n").map(plain).join("\n");
}
