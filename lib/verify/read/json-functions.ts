import type { Json } from "../json";
import { expressionOf, isKnown } from "../text";
import { encodeJson } from "./json-encoding";
import { holdsEach } from "./many";
import { parseJson } from "./parse";

type JsonFunction = (args: readonly Json[], spend: (work: number) => void) => Json | undefined;

/** Terraform's encoding functions (https://developer.hashicorp.com/terraform/language/functions). */
export const JSON_FUNCTIONS: Readonly<Record<string, JsonFunction>> = {
  jsonencode: ([value, ...others], spend) => {
    if (value === undefined || others.length > 0 || expressionOf(value) !== undefined) return undefined;
    return encodeJson(value, spend);
  },
  jsondecode: ([text], spend) => {
    if (typeof text !== "string" || expressionOf(text) !== undefined || holdsEach(text)) return undefined;
    spend(text.length / 16);
    return parseJson(text);
  },
  base64encode: ([text]) =>
    typeof text === "string" && isKnown(text) ? Buffer.from(text, "utf8").toString("base64") : undefined,
  base64decode: ([text]) => {
    if (typeof text !== "string" || !isKnown(text)) return undefined;
    const bytes = Buffer.from(text, "base64");
    const decoded = bytes.toString("utf8");
    const isText = Buffer.from(decoded, "utf8").equals(bytes) && bytes.toString("base64") === text;
    return isText && !/[\uE000\uE001]/.test(decoded) ? decoded : undefined;
  },
};
