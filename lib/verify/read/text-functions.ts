import type { Json } from "../json";
import { isArray } from "../json";
import { expressionOf, hole, isKnown, partsOf } from "../text";
import { as } from "./collections";
import { withoutLeadingSpace, withoutTrailingSpace } from "./normal-text";
import { replacedIn } from "./regular-expression";
import { isAscii, textIn } from "./text-value";
import { withoutScheme } from "./without-scheme";

type TextFunction = (args: readonly Json[], spend: (work: number) => void) => Json | undefined;

/** Terraform's functions on texts (https://developer.hashicorp.com/terraform/language/functions), on texts with holes where that is sure. */
export const TEXT_FUNCTIONS: Readonly<Record<string, TextFunction>> = {
  trimprefix: onTexts(([text = "", prefix = ""]) => {
    if (!isKnown(prefix) || holdsJson(text)) return undefined;
    if (prefix === "https://") return withoutScheme(text);
    if (isKnown(text)) return text.startsWith(prefix) ? text.slice(prefix.length) : text;
    const [start = ""] = partsOf(text);
    if (start.startsWith(prefix)) return text.slice(prefix.length);
    return prefix.startsWith(start) ? undefined : text;
  }, 2),
  trimsuffix: onTexts(([text = "", suffix = ""]) => {
    if (!isKnown(suffix) || holdsJson(text)) return undefined;
    if (isKnown(text)) return text.endsWith(suffix) && suffix !== "" ? text.slice(0, -suffix.length) : text;
    const end = partsOf(text).at(-1) ?? "";
    if (suffix !== "" && end.endsWith(suffix)) return text.slice(0, -suffix.length);
    return suffix.endsWith(end) && suffix !== "" ? undefined : text;
  }, 2),
  replace: onTexts(([text = "", part = "", by = ""], spend) => {
    if (!isKnown(part) || part === "") return undefined;
    if (isRegularExpression(part)) return replacedPattern(text, part, by);
    // The usual way to take the scheme off an issuer: the same value as trimprefix, so the same hole.
    if (!isKnown(text)) return part === "https://" && by === "" ? withoutScheme(text) : undefined;
    spend((text.length * Math.max(1, by.length)) / 16);
    return text.replaceAll(part, () => by);
  }, 3),
  lower: onTexts(([text = ""]) => (isAscii(text) ? text.toLowerCase() : undefined), 1),
  upper: onTexts(([text = ""]) => (isAscii(text) ? text.toUpperCase() : undefined), 1),
  trimspace: onTexts(([text = ""]) => {
    const trimmed = withoutTrailingSpace(withoutLeadingSpace(text));
    if (isKnown(text)) return trimmed;
    return trimmed === text && (partsOf(text)[0] ?? "") !== "" && (partsOf(text).at(-1) ?? "") !== "" ? text : undefined;
  }, 1),
  startswith: onTexts(([text = "", prefix = ""]) => {
    if (!isKnown(prefix) || holdsJson(text)) return undefined;
    const [start = ""] = partsOf(text);
    if (start.startsWith(prefix)) return true;
    return isKnown(text) || !prefix.startsWith(start) ? false : undefined;
  }, 2),
  endswith: onTexts(([text = "", suffix = ""]) => {
    if (!isKnown(suffix) || holdsJson(text)) return undefined;
    const end = partsOf(text).at(-1) ?? "";
    if (end.endsWith(suffix)) return true;
    return isKnown(text) || !suffix.endsWith(end) ? false : undefined;
  }, 2),
  strcontains: onTexts(([text = "", part = ""]) => {
    if (!isKnown(part) || holdsJson(text)) return undefined;
    if (partsOf(text).some((known, index) => index % 2 === 0 && known.includes(part))) return true;
    return isKnown(text) ? false : undefined;
  }, 2),
  split: onTexts(([separator = "", text = ""], spend) => {
    if (!isKnown(separator)) return undefined;
    const isArn = separator.endsWith("provider/") && holesAreWords(text.replace(EKS_HOST, ""));
    if (!isKnown(text) && !holesAreWords(text) && !isArn) return undefined;
    spend(text.length / 4);
    if (separator === "") return isAscii(text) ? as("list", Array.from(text)) : undefined;
    return as("list", text.split(separator));
  }, 2),
  join: (args, spend) => {
    const separator = textIn(args[0]);
    const lists = args.slice(1);
    if (separator === undefined || lists.length === 0 || !lists.every(isArray)) return undefined;
    const texts = lists.flat().map(textIn);
    if (texts.includes(undefined)) return undefined;
    const result = texts.join(separator);
    spend(result.length / 16);
    return result;
  },
  substr: (args) => {
    const [text, offset, length] = args;
    if (typeof text !== "string" || !isAscii(text) || !isInteger(offset) || !isInteger(length)) return undefined;
    const start = offset < 0 ? text.length + offset : offset;
    if (start < 0 || start > text.length || length < -1 || (offset < 0 && length === 0)) return undefined;
    return text.slice(start, length === -1 ? undefined : start + length);
  },
  format: (args) => {
    const [pattern, ...values] = args;
    if (typeof pattern !== "string" || !isKnown(pattern)) return undefined;
    return formatted(pattern, values);
  },
  formatlist: ([pattern, ...args]) => {
    if (typeof pattern !== "string" || !isKnown(pattern)) return undefined;
    const [list, ...others] = args.filter((arg) => isArray(arg) || expressionOf(arg) !== undefined);
    if (list === undefined || others.length > 0) return undefined;
    const isUnknown = !isArray(list);
    const items = isUnknown ? [hole(`each of ${expressionOf(list) ?? ""}`)] : list;
    const texts = items.map((item) =>
      formatted(
        pattern,
        args.map((arg) => (arg === list ? item : arg)),
      ),
    );
    return texts.includes(undefined) ? undefined : as(isUnknown ? "many" : "list", texts as string[]);
  },
  tostring: ([value]) => textIn(value),
};

/** Whether it was made by jsonencode of unknown values: whether they stand in quotes is unknown, although they do here. */
const holdsJson = (text: string): boolean => !isKnown(text) && /"\uE000[^\uE000\uE001]*\uE001\\?"/.test(text);

const isInteger = (value: Json | undefined): value is number => Number.isInteger(value);

/** Terraform takes what stands between slashes as a regular expression. */
const isRegularExpression = (part: string): boolean => part.length > 1 && part.startsWith("/") && part.endsWith("/");

/** The usual one, of issuers. */
const SCHEME = /^\/\^https:(?:\/\/|\\\/\\\/)\/$/;
/** The usual one, of what stands before the host in a provider's ARN. */
const TO_HOST = /^\/\^?\(?\.\*(?:oidc-)?provider\/\)?\/$/;

/**
 * What an EKS cluster's issuer is without its scheme: `oidc.eks.REGION.amazonaws.com/id/…`
 * (https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html).
 */
const EKS_HOST =
  /\uE000trimprefix\((?:[^\uE001,()]*[./])?aws_eks_cluster\.[^\uE001,()]*\.identity\[0\]\.oidc\[0\]\.issuer, %0022https:\/\/%0022\)\uE001/;

function replacedPattern(text: string, part: string, by: string): string | undefined {
  if (SCHEME.test(part) && by === "") return withoutScheme(text);
  const at = text.lastIndexOf("oidc-provider/") + "oidc-provider/".length;
  const isArn = TO_HOST.test(part) && by === "" && text.startsWith("arn:") && text.includes("oidc-provider/");
  if (isArn && (holesAreWords(text) || holesAreWords(text.replace(EKS_HOST, "")))) return text.slice(at);
  return isKnown(text) && isKnown(by) ? replacedIn(text, part.slice(1, -1), by) : undefined;
}

/** A function of texts; a number or boolean is converted to one, and anything else is unknown. */
function onTexts(
  run: (texts: readonly string[], spend: (work: number) => void) => Json | undefined,
  count: number,
): TextFunction {
  return (args, spend) => {
    const texts = args.map(textIn).filter((text) => text !== undefined);
    return texts.length === args.length && texts.length === count ? run(texts, spend) : undefined;
  };
}

/** Whether the holes stand for words of an ARN or a number: no separator is in them. */
export function holesAreWords(text: string): boolean {
  return partsOf(text).every((part, index) => index % 2 === 0 || /^(account|partition|region) of [^ ]*$/.test(part));
}

function formatted(pattern: string, values: readonly Json[]): string | undefined {
  let next = 0;
  const open: string[] = [];
  const text = pattern.replace(/%(0\d)?(.)?/gs, (_, width: string | undefined, verb: string | undefined) => {
    if (verb === "%" && width === undefined) return "%";
    const value = values[next++];
    // Large and small numbers, %v writes with an exponent.
    const isShort = Number.isInteger(value) && Math.abs(Number(value)) < 100_000;
    const isSure =
      verb === "s" || (verb === "d" && Number.isInteger(value)) || (verb === "v" && (typeof value !== "number" || isShort));
    const shown = isSure ? textIn(value) : undefined;
    const isPadded = width !== undefined;
    if (shown === undefined || (isPadded && (verb !== "d" || Number(value) < 0))) open.push(verb ?? "");
    return isPadded ? (shown ?? "").padStart(Number(width), "0") : (shown ?? "");
  });
  return open.length === 0 && next === values.length ? text : undefined;
}
