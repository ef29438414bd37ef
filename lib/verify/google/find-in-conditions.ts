import type { Finding } from "../finding";
import { show } from "../text";
import type { Cel } from "./cel";
import { evaluate } from "./cel-evaluate";
import { claimPath, claimsIn, withMapping } from "./claim-path";
import { partsOf } from "./claim-tests";
import { SOURCES } from "./sources";
import { pinsTenant, type SharedTenant, sharedTenant } from "./tenant";
import type { Provider } from "./trust";

/** What is wrong with a provider's condition, or with there being none. */
export function findInCondition(provider: Provider): Finding[] {
  const { condition, issuer, mapping, place } = provider;
  const shared = sharedTenant(issuer.toLowerCase());
  const base = { place, source: SOURCES.conditions };
  if (condition === undefined) return shared === undefined ? [] : [missing(provider, shared)];
  if (condition.cel.kind === "unsettled") {
    const why = "decisions that depend on it stay undetermined";
    return [
      {
        ...base,
        id: "google-condition-not-read",
        severity: "note",
        what: `the attribute condition is not evaluated: ${condition.cel.what}`,
        why,
        cure: "review it by hand",
      },
    ];
  }
  const parts = partsOf(condition.cel).map((part) => withMapping(part, (target) => mapping?.get(target)?.cel));
  const warning = (id: string, what: string, why: string, cure: string): Finding => ({
    ...base,
    id,
    severity: "warning",
    what,
    why,
    cure,
  });
  const unmapped = mapping === undefined ? [] : targetsIn(condition.cel).filter((target) => !mapping.has(target));
  if (unmapped.length > 0) {
    const why = "the condition then fails and the token is refused, unless another part of it decides";
    return [
      warning(
        "google-condition-unmapped",
        `the attribute condition reads ${unmapped.join(", ")}, which the provider does not map`,
        why,
        "map it, or read the claim itself",
      ),
    ];
  }
  const idle = parts.filter((part) => claimsIn(part)?.length === 0).map((part) => evaluate(part, { assertion: {} }));
  if (idle.some((outcome) => outcome.kind === "error" || (outcome.kind === "value" && outcome.value !== true))) {
    const why = "a token is rejected unless the condition is true";
    const what = `the attribute condition ${show(condition.text)} is true for no token`;
    return [warning("google-condition-never-true", what, why, "correct it, or disable the provider")];
  }
  if (idle.length === parts.length) {
    if (shared !== undefined) return [missing(provider, shared)];
    const why = "it accepts every token of the issuer, as without a condition";
    const what = `the attribute condition ${show(condition.text)} is true for every token`;
    return [warning("google-condition-always-true", what, why, "compare a claim, or leave it out")];
  }
  const isSharedByAll = shared !== undefined && (shared.claims.length > 0 || shared.tenant !== undefined);
  if (!isSharedByAll || parts.some((part) => pinsTenant(part, shared))) return parts.flatMap((part) => inPart(provider, part));
  const what = `the attribute condition ${show(condition.text)} does not name a customer of ${shared.name}`;
  const why = `all customers of ${shared.name} have the same issuer, so tokens of others can pass`;
  return [
    warning("google-condition-any-tenant", what, why, cureFor(shared)),
    ...parts.flatMap(wildcardIn).map((text) => wildcard(provider, text)),
  ];
}

/** What `google.x` and `attribute.x` an expression reads. */
function targetsIn(cel: Cel): string[] {
  switch (cel.kind) {
    case "index":
      if (cel.of.kind === "name" && cel.of.name !== "assertion" && cel.at.kind === "constant")
        return [`${cel.of.name}.${String(cel.at.value)}`];
      return [...targetsIn(cel.of), ...targetsIn(cel.at)];
    case "list":
      return cel.items.flatMap(targetsIn);
    case "map":
      return cel.entries.flat().flatMap(targetsIn);
    case "call":
      return cel.args.flatMap(targetsIn);
    default:
      return [];
  }
}

function inPart(provider: Provider, part: Cel): Finding[] {
  return [
    ...wildcardIn(part).map((text) => wildcard(provider, text)),
    ...openPrefixIn(part).map((text) => openPrefix(provider, text)),
  ];
}

/** Texts with a star that are compared as they are. */
function wildcardIn(part: Cel): string[] {
  if (part.kind !== "call") return [];
  const { name, args } = part;
  if (name === "&&" || name === "||") return args.flatMap(wildcardIn);
  if (name !== "==" && name !== "in") return [];
  const texts = args.flatMap((arg) => (arg.kind === "list" ? arg.items : [arg]));
  return texts.flatMap((text) =>
    text.kind === "constant" && typeof text.value === "string" && text.value.includes("*") ? [text.value] : [],
  );
}

const wildcard = ({ place }: Provider, text: string): Finding => ({
  id: "google-equality-wildcard",
  severity: "warning",
  place,
  what: `the attribute condition compares "${text}" as it is`,
  why: "== and in take no wildcards: no token has a claim with a star in it",
  cure: `use startsWith, or matches with a regular expression that begins with ^`,
  source: SOURCES.conditions,
});

/** Beginnings that end within a name, which other names begin with, too. One that ends in `-` or is `v` is meant so. */
function openPrefixIn(part: Cel): string[] {
  if (part.kind !== "call") return [];
  const { name, args } = part;
  if (name === "&&" || name === "||") return args.flatMap(openPrefixIn);
  const [of, prefix] = args;
  const isClaim = of !== undefined && (claimPath(of)?.length ?? 0) > 0;
  if (name !== "startsWith" || !isClaim || prefix?.kind !== "constant" || typeof prefix.value !== "string") return [];
  return /[A-Za-z0-9]$/.test(prefix.value) && !/(^|[:/])v$/.test(prefix.value) ? [prefix.value] : [];
}

const openPrefix = ({ place }: Provider, text: string): Finding => ({
  id: "google-prefix-open",
  severity: "warning",
  place,
  what: `the attribute condition takes all that begins with "${text}", which ends within a name`,
  why: `"${text}-sandbox" begins with it, too`,
  cure: "end it with the character that ends the name, such as a colon or a slash, or compare with ==",
  source: SOURCES.conditions,
});

function missing({ place, condition }: Provider, shared: SharedTenant): Finding {
  return {
    id: "google-condition-missing",
    severity: shared.needsCondition ? "error" : "warning",
    place,
    what:
      condition === undefined
        ? "the provider has no attribute condition"
        : `the attribute condition ${show(condition.text)} compares no claim`,
    why: `all customers of ${shared.name} have the same issuer${shared.needsCondition ? ", and Google refuses this provider" : ""}`,
    cure: cureFor(shared),
    source: SOURCES.conditions,
    ...(shared.needsCondition ? { refusedAtApply: true } : {}),
  };
}

const cureFor = ({ claims, tenant }: SharedTenant): string =>
  claims.length > 0
    ? `compare one of ${claims.join(", ")}`
    : `compare the subject${tenant === undefined ? "" : `, which begins with ${tenant.example}`}`;
