import type { Cel } from "./cel";

const METHODS = new Set(["contains", "startsWith", "endsWith", "matches", "extract", "split", "join"]);

/** Writes a tree as CEL, for people. */
export function celText(cel: Cel): string {
  switch (cel.kind) {
    case "constant":
      return typeof cel.value === "string" ? celString(cel.value) : String(cel.value);
    case "name":
      return cel.name;
    case "index":
      return indexText(cel);
    case "list":
      return `[${cel.items.map(celText).join(", ")}]`;
    case "map":
      return `{${cel.entries.map(([key, value]) => `${celText(key)}: ${celText(value)}`).join(", ")}}`;
    case "call":
      return callText(cel.name, cel.args);
    case "unsettled":
      return `(${cel.what})`;
  }
}

/** A text as a literal of CEL. */
export function celString(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r")}'`;
}

function indexText({ of, at }: Extract<Cel, { kind: "index" }>): string {
  const isField = at.kind === "constant" && typeof at.value === "string" && /^[A-Za-z_]\w*$/.test(at.value);
  return isField ? `${celText(of)}.${at.value}` : `${celText(of)}[${celText(at)}]`;
}

function callText(name: string, args: readonly Cel[]): string {
  const texts = args.map((arg) => (arg.kind === "call" && !METHODS.has(arg.name) ? `(${celText(arg)})` : celText(arg)));
  const [first = "", ...others] = texts;
  if (METHODS.has(name)) return `${first}.${name}(${others.join(", ")})`;
  if (name === "!") return `!${first}`;
  if (name === "?:") return `${first} ? ${others.join(" : ")}`;
  return texts.join(` ${name} `);
}
