/** A short name for each input, unique among them: the folder of a `cdk.tf.json`, else the file without its ending. */
export function stackNames(files: readonly string[]): string[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const parts = file.split(/[\\/]+/).filter((part) => part !== "" && part !== ".");
    const last = parts.at(-1) ?? "";
    const base = last === "cdk.tf.json" && parts.length > 1 ? (parts.at(-2) ?? last) : last;
    const name = base.replace(/(\.tf)?\.json$|\.tfstate$/i, "").replace(/[\uE000\uE001/]/g, "") || "input";
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name}-${count}`;
    taken.add(unique);
    return unique;
  });
}
