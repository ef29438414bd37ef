import { median, ratios, type Comparison } from "./comparison";
import type { Sample } from "./programs/clock";

export interface Bound {
  readonly max: number;
  /** Whether the ratio must stay below `max`, not only reach it. */
  readonly below?: boolean;
}

export interface Row {
  readonly what: string;
  readonly library: string;
  readonly raw: string;
  readonly ratios: readonly number[];
  readonly bound: Bound;
}

const HEADER: readonly string[] = ["", "library", "raw L1s", "ratio", "spread", "bound", ""];
const UNITS: Readonly<Record<keyof Sample, string>> = { cpuMs: "ms", peakMiB: "MiB" };

export function row(what: string, comparison: Comparison, field: keyof Sample, bound: Bound): Row {
  const middle = (samples: readonly Sample[]): string =>
    `${median(samples.map((sample) => sample[field])).toFixed(0)} ${UNITS[field]}`;
  return { what, library: middle(comparison.library), raw: middle(comparison.raw), ratios: ratios(comparison, field), bound };
}

/** How the time of one workload grows from a smaller to a larger stack: 1 is linear. */
export function growthRow(what: string, small: Comparison, large: Comparison, times: number, bound: Bound): Row {
  const growth = (of: keyof Comparison): number => {
    const middle = (comparison: Comparison): number => median(comparison[of].map(({ cpuMs }) => cpuMs));
    return middle(large) / times / middle(small);
  };
  const factor = (value: number): string => `${value.toFixed(2)}x`;
  return { what, library: factor(growth("library")), raw: factor(growth("raw")), ratios: [growth("library")], bound };
}

/** A Markdown table that is aligned for the terminal too. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, library, raw, ratios: all, bound }) => {
    const ratio = median(all);
    const within = bound.below === true ? ratio < bound.max : ratio <= bound.max;
    const spread = all.length > 1 ? `${Math.min(...all).toFixed(2)} to ${Math.max(...all).toFixed(2)}` : "-";
    const limit = `${bound.below === true ? "<" : "<="} ${bound.max.toFixed(2)}x`;
    return [what, library, raw, `${ratio.toFixed(2)}x`, spread, limit, within ? "ok" : "OVER"];
  });
  return alignedTable([HEADER, ...cells]);
}

/** Rows of texts as a Markdown table, the first as its header. */
export function alignedTable([header = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((texts) => texts[column]!.length)));
  const line = (texts: readonly string[]): string => `| ${texts.map((text, i) => text.padEnd(widths[i]!)).join(" | ")} |`;
  return [line(header), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
