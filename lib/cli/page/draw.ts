import { runInNewContext } from "node:vm";
import type { ReportRow } from "../render/report-data";
import { DRAW_SCRIPT } from "./draw-script";

/** Rows that one picture shows. */
export interface Fold {
  /** The namespace or repository, the cloud, and the part; empty, if one picture shows all. */
  readonly title: string;
  readonly rows: readonly ReportRow[];
}

/** The functions of the script that the page carries, run here. */
export interface Draw {
  readonly escaped: (text: string) => string;
  /** An escaped text that may be broken after its separators. */
  readonly breakable: (text: string) => string;
  /** An SVG; the texts in it are escaped. */
  readonly pictureOf: (rows: readonly ReportRow[]) => string;
  /** The same rows in one column. */
  readonly columnOf: (rows: readonly ReportRow[]) => string;
  /** The pictures that hold all rows. */
  readonly foldsOf: (rows: readonly ReportRow[]) => Fold[];
  /** The pictures from the first on, as many as a page lists, all drawn or only the first. */
  readonly foldsHtml: (folds: readonly Fold[], first: number, isDrawn: boolean) => string;
  /** So many pictures a page lists. */
  readonly MOST_FOLDS: number;
  /** A row of the table; the texts in it are escaped. */
  readonly rowHtml: (row: ReportRow) => string;
  readonly matching: (rows: readonly ReportRow[], text: string, clouds: readonly string[], onlyWide: boolean) => ReportRow[];
}

export const draw = runInNewContext(
  `${DRAW_SCRIPT};({ escaped, breakable, pictureOf, columnOf, foldsOf, foldsHtml, MOST_FOLDS, rowHtml, matching })`,
) as Draw;
