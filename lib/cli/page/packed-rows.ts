import type { ReportRow } from "../render/report-data";

/** A value in which every text is its index in a list. */
type Packed = number | boolean | readonly Packed[];

/** Rows as the page carries them: texts repeat so often that naming each once makes the page a quarter of its size. */
export interface PackedRows {
  readonly texts: readonly string[];
  /** In the order of the values. */
  readonly keys: readonly string[];
  readonly rows: readonly Packed[];
}

export function packRows(rows: readonly ReportRow[]): PackedRows {
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, indexes.size);
    return indexes.size - 1;
  };
  const pack = (value: unknown): Packed => {
    if (typeof value === "string") return indexOf(value);
    return typeof value === "object" && value !== null ? Object.values(value).map(pack) : value === true;
  };
  const keys = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => keys.map((key) => pack(row[key as keyof ReportRow])));
  return { texts: [...indexes.keys()], keys, rows: values };
}

/** Makes rows of packed ones: JavaScript for the browser. */
export const UNPACK_SCRIPT = String.raw`
function unpacked({ texts, keys, rows }) {
  const text = (index) => texts[index];
  const unpack = {
    wide: (value) => value,
    others: (value) => value.map(text),
    unknown: (value) => value.map(text),
    permissions: (value) => value.map(([name, on]) => ({ name: text(name), on: text(on) })),
  };
  return rows.map((row) => Object.fromEntries(keys.map((key, index) => [key, (unpack[key] || text)(row[index])])));
}
`;
