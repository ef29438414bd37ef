import { hole, partsOf } from "../text";
import { print } from "./print";

/**
 * The issuer without `https://`, as AWS has it in the provider's ARN and in condition keys. Of an unknown one the hole
 * `trimprefix(<issuer>, "https://")`, which expressions with `trimprefix` or `replace` become as well.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function withoutScheme(url: string): string {
  const [start = ""] = partsOf(url);
  if (start.startsWith("https://")) return url.slice("https://".length);
  if (partsOf(url).length === 1 || !"https://".startsWith(start)) return url;
  return hole(`trimprefix(${print(url)}, "https://")`);
}
