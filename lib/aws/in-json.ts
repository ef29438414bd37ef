import { Fn } from "cdktf";
import { replaceTokens } from "../core/tokens";

/**
 * A text that stands between the quotes of a JSON string. What Terraform learns only at apply is escaped there: a quote in a variable would
 * otherwise end the string and could add a statement of its own.
 */
export function inJson(text: string): string {
  return replaceTokens(text, (token) => {
    const quote = Fn.rawString('"');
    return Fn.trimsuffix(Fn.trimprefix(Fn.jsonencode(token), quote), quote);
  });
}
