import { readConfiguration } from "../../../../lib/verify/read/read";
import { expressionOf, isKnown, partsOf } from "../../../../lib/verify/text";

/** What the reader makes of an expression, holes as they are. */
export function evaluatedHere(expression: string): unknown {
  const json = { resource: { terraform_data: { x: { input: `\${${expression}}` } } } };
  return readConfiguration([{ name: "main.tf.json", json }]).resources[0]?.values["input"];
}

/** Whether a text of JSON with holes may be the known one. */
export function mayBe(ours: string, theirs: string): boolean {
  if (isKnown(ours)) return ours === theirs;
  // What is made of each of an unknown list may stand there any number of times.
  if (expressionOf(ours) !== undefined || /\uE000[^\uE001]*(?:\beach \S|if there is none of)/.test(ours)) return true;
  // A hole that stands alone between quotes, however often they are escaped, may be a value of any type.
  // What is unknown may begin with a mark that belongs to the letter before it.
  const known = partsOf(ours.normalize("NFD")).filter((_, index) => index % 2 === 0);
  const bare = known.map((part, index) => {
    const start = index === 0 ? part : part.replace(/^\\*"/, "");
    return index === known.length - 1 ? start : start.replace(/\\*"$/, "");
  });
  return new RegExp(`^${bare.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^]*")}$`).test(
    theirs.normalize("NFD"),
  );
}
