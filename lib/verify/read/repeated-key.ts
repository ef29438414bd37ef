/** How many keys of objects a JSON text writes. */
export function keysWritten(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) {
    at = closingQuote(text, at);
    if (at === -1) return count;
    let next = at + 1;
    while (isSpace(text.charCodeAt(next))) next++;
    if (text.charAt(next) === ":") count++;
  }
  return count;
}

function closingQuote(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let first = at;
    while (text.charAt(first - 1) === "\\") first--;
    if ((at - first) % 2 === 0) return at;
  }
  return -1;
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The path of the first key that stands twice in one object of a JSON text, which is well-formed. */
export function repeatedKey(text: string): string | undefined {
  const open: { readonly keys: Set<string>; at: string }[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "{" || character === "[") open.push({ keys: new Set(), at: "" });
    else if (character === "}" || character === "]") open.pop();
    if (character !== '"') continue;
    const end = closingQuote(text, at);
    if (end === -1) return undefined;
    let next = end + 1;
    while (isSpace(text.charCodeAt(next))) next++;
    const inner = open.at(-1);
    if (inner !== undefined && text.charAt(next) === ":") {
      inner.at = JSON.parse(text.slice(at, end + 1)) as string;
      if (inner.keys.has(inner.at))
        return open
          .map((each) => each.at)
          .filter((key) => key !== "")
          .join(".");
      inner.keys.add(inner.at);
    }
    at = end;
  }
  return undefined;
}
