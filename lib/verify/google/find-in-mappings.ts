import { GOOGLE_LIMITS } from "../../facts/google";
import type { Finding } from "../finding";
import { isKnown, show } from "../text";
import type { Cel } from "./cel";
import { templateParts } from "./cel-functions";
import { celText } from "./cel-text";
import { claimPath } from "./claim-path";
import { SOURCES } from "./sources";
import { sharedTenant } from "./tenant";
import type { Provider } from "./trust";

/** What is wrong with the attribute mapping of a provider, or with an expression of it or of the condition. */
export function findInMapping(provider: Provider): Finding[] {
  const { mapping, condition, place } = provider;
  const { maxCount, maxExpression } = GOOGLE_LIMITS.attributes;
  const refused = (id: string, what: string, why: string, cure: string): Finding => ({
    ...{ id, severity: "error", place, what, why, cure, source: SOURCES.provider, refusedAtApply: true },
  });
  const found: Finding[] = [];
  if (mapping !== undefined) {
    if (!mapping.has("google.subject")) {
      found.push(
        refused(
          "google-subject-not-mapped",
          "the attribute mapping does not map google.subject",
          "Google refuses a mapping without google.subject",
          'map google.subject, for example to "assertion.sub"',
        ),
      );
    }
    const attributes = [...mapping.keys()].filter((key) => key.startsWith("attribute."));
    if (attributes.length > maxCount) {
      found.push(
        refused(
          "google-attributes-too-many",
          `${attributes.length} attributes are mapped`,
          `a provider maps at most ${maxCount} attributes`,
          "map fewer",
        ),
      );
    }
    for (const [key, { text, cel }] of mapping) {
      if (key !== "google.groups" && isNeverText(cel)) {
        found.push({
          ...{ id: "google-mapping-not-text", severity: "warning", place },
          what: `${show(key)} is mapped to ${text}, which is not a text`,
          why: "a mapped value must be a text, and google.groups a list of texts: every exchange is refused",
          cure: "map it to a claim that is a text",
          source: SOURCES.mapping,
        });
      }
      if (!isTarget(key)) {
        found.push(
          refused(
            "google-attribute-name",
            `"${show(key)}" is mapped`,
            "attributes are named attribute.NAME, with at most 100 of a-z, 0-9 and _ in NAME",
            "rename it, and the members that name it",
          ),
        );
      }
      if (isKnown(text) && text.length > maxExpression) {
        found.push(
          refused(
            "google-expression-too-long",
            `the expression of ${show(key)} has ${text.length} characters`,
            `an expression has at most ${maxExpression}`,
            "shorten it",
          ),
        );
      }
    }
  }
  const { maxLength } = GOOGLE_LIMITS.attributeCondition;
  if (condition !== undefined && isKnown(condition.text) && condition.text.length > maxLength) {
    found.push(
      refused(
        "google-expression-too-long",
        `the attribute condition has ${condition.text.length} characters`,
        `a condition has at most ${maxLength}`,
        "shorten it",
      ),
    );
  }
  const expressions = [...(mapping?.values() ?? []), ...(condition === undefined ? [] : [condition])];
  return [...found, ...expressions.flatMap(({ cel }) => callsIn(cel).flatMap((call) => inCall(provider, call)))];
}

const NOT_TEXTS = [
  "!",
  "&&",
  "||",
  "==",
  "!=",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "contains",
  "startsWith",
  "endsWith",
  "matches",
  "split",
];

/** Whether an expression comes to something else than a text, whatever the token. */
function isNeverText(cel: Cel): boolean {
  if (cel.kind === "constant") return typeof cel.value !== "string";
  if (cel.kind !== "call") return cel.kind === "list" || cel.kind === "map";
  return cel.name === "?:" ? cel.args.slice(1).every(isNeverText) : NOT_TEXTS.includes(cel.name);
}

function isTarget(key: string): boolean {
  if (!isKnown(key) || key.startsWith("google.")) return true;
  const { maxLength, pattern } = GOOGLE_LIMITS.attributes;
  const name = key.slice("attribute.".length);
  return key.startsWith("attribute.") && name.length <= maxLength && pattern.test(name);
}

type Call = Extract<Cel, { kind: "call" }>;

/** Every call in an expression. */
function callsIn(cel: Cel): Call[] {
  switch (cel.kind) {
    case "call":
      return [cel, ...cel.args.flatMap(callsIn)];
    case "index":
      return [...callsIn(cel.of), ...callsIn(cel.at)];
    case "list":
      return cel.items.flatMap(callsIn);
    case "map":
      return cel.entries.flat().flatMap(callsIn);
    default:
      return [];
  }
}

function inCall({ issuer, place }: Provider, call: Call): Finding[] {
  const [left, right] = call.args;
  if (left === undefined || right === undefined) return [];
  if (call.name === "==" && [left, right].some(isNumber) && [left, right].some(isIdClaim)) {
    return [
      {
        id: "google-claim-compared-with-number",
        severity: "warning",
        place,
        what: `${celText(call)} is never true`,
        why: "ids in tokens are texts, and a text never equals a number in CEL",
        cure: "put the number in quotes",
        source: SOURCES.gitlab,
      },
    ];
  }
  const template =
    call.name === "extract" && right.kind === "constant" && typeof right.value === "string"
      ? templateParts(right.value)
      : undefined;
  const isGitHub = sharedTenant(issuer)?.host === "token.actions.githubusercontent.com";
  if (!isGitHub || template?.suffix !== "/" || !/(heads|tags)\/$|environment:$/.test(template.prefix)) return [];
  return [
    {
      id: "google-extract-never-ends",
      severity: "warning",
      place,
      what: `${celText(call)} is empty for most tokens`,
      why: 'extract() gives the empty text where its suffix does not follow, and no "/" follows the name of a branch, tag or environment; of a branch with a slash it gives the first part only',
      cure: 'leave the "/" behind the braces out',
      source: SOURCES.extract,
    },
  ];
}

const isNumber = (cel: Cel): boolean =>
  cel.kind === "constant" && (typeof cel.value === "bigint" || typeof cel.value === "number");

/** GitLab's `runner_id` is a number. */
const isIdClaim = (cel: Cel): boolean => {
  const [claim, ...rest] = claimPath(cel) ?? [];
  return claim !== undefined && rest.length === 0 && claim.endsWith("_id") && claim !== "runner_id";
};
