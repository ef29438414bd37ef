import { runInNewContext } from "node:vm";
import type { ReportRow } from "../render/report-data";
import { DRAW_SCRIPT } from "./draw-script";

/** The functions of the script that the page carries, run here. */
export interface Draw {
  readonly escaped: (text: string) => string;
  /** An escaped text that may be broken after its separators. */
  readonly breakable: (text: string) => string;
  /** An SVG; the texts in it are escaped. */
  readonly pictureOf: (rows: readonly ReportRow[]) => string;
  /** What the picture leaves out, or nothing. */
  readonly pictureNote: (rows: readonly ReportRow[]) => string;
  /** A row of the table; the texts in it are escaped. */
  readonly rowHtml: (row: ReportRow) => string;
  readonly matching: (rows: readonly ReportRow[], text: string, clouds: readonly string[], onlyWide: boolean) => ReportRow[];
}

export const draw = runInNewContext(`${DRAW_SCRIPT};({ escaped, breakable, pictureOf, pictureNote, rowHtml, matching })`) as Draw;
