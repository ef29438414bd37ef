import { isKnown, partsOf } from "../text";
import { encodeText } from "./json-encoding";
import type { Expression } from "./syntax";

/**
 * `trimsuffix(trimprefix(jsonencode(X), "\""), "\"")`: X as it must stand between the quotes of a JSON text. After that text is parsed it is
 * X again, so an unknown X is its own hole there.
 */
export function escapedForJson(call: Expression): { readonly value: Expression; escape(text: string): string } | undefined {
  const encoded = trimmed(trimmed(call, "trimsuffix"), "trimprefix");
  const [value] = encoded?.kind === "call" && encoded.name === "jsonencode" && !encoded.spread ? encoded.args : [];
  return value === undefined ? undefined : { value, escape };
}

function trimmed(call: Expression | undefined, name: string): Expression | undefined {
  if (call?.kind !== "call" || call.name !== name || call.spread || call.args.length !== 2) return undefined;
  const [of, quote] = call.args;
  return quote?.kind === "literal" && quote.value === '"' ? of : undefined;
}

const escape = (text: string): string => (isKnown(text) ? text : encodeText(text, partsOf(text)).slice(1, -1));
