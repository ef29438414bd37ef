import { expressionOf, hole, partsOf } from "../text";
import { print } from "./print";

const STRIPPED = /^trimprefix\(.*, "https:\/\/"\)$/s;

/**
 * The issuer without `https://`, as AWS has it in the provider's ARN and in condition keys. Of an unknown one the hole
 * `trimprefix(<issuer>, "https://")`, which expressions with `trimprefix` or `replace` become as well.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function withoutScheme(url: string): string {
  const [start = "", first = ""] = partsOf(url);
  // Twice taken off is once taken off.
  if (start === "" && STRIPPED.test(first)) return url;
  if (start.startsWith("https://")) return url.slice("https://".length);
  if (partsOf(url).length === 1 || !"https://".startsWith(start) || STRIPPED.test(expressionOf(url) ?? "")) return url;
  return hole(`trimprefix(${print(url)}, "https://")`);
}
