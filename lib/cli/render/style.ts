import type { Arguments } from "../arguments";
import type { Io } from "../io";

/** Puts a colour on a text, or leaves it. */
export interface Style {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly open: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const code =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

const same = (text: string): string => text;

export const NO_STYLE: Style = { good: same, bad: same, open: same, strong: same, faint: same };

const COLOURS: Style = { good: code(32, 39), bad: code(31, 39), open: code(33, 39), strong: code(1, 22), faint: code(2, 22) };

/** Colours where they can be seen and nobody refused them (https://no-color.org). */
export function styleOf(args: Arguments, io: Io): Style {
  const refused = !args.colour || (io.env["NO_COLOR"] ?? "") !== "" || io.env["TERM"] === "dumb";
  return io.outIsTerminal && !refused ? COLOURS : NO_STYLE;
}
