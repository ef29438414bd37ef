/** The names in a webhook's annotation of containers to leave alone, read as that webhook reads it. A name with a token in it is none. */
export function skippedContainers(annotation: unknown, format: "csv" | "semicolons"): ReadonlySet<unknown> {
  if (typeof annotation !== "string" || annotation === "") return new Set();
  if (format === "semicolons") return new Set(annotation.split(";").map((name) => name.trim()));
  return new Set(csvRecord(annotation));
}

/** The first line that is not empty. A line that is not CSV skips nothing, and blanks belong to the names. */
function csvRecord(text: string): readonly string[] {
  const line = text.split(/\r?\n/).find((one) => one !== "") ?? "";
  const fields = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const names = fields.map((field) => (/^"(?:[^"]|"")*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field));
  return fields.some((field, index) => field.includes('"') && field === names[index]) ? [] : names;
}
