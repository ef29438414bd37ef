import { GOOGLE_LIMITS } from "../../facts/google";
import type { Finding } from "../finding";
import { isKnown, show } from "../text";
import { evaluate } from "./cel-evaluate";
import { claimsIn, withMapping } from "./claim-path";
import { partsOf } from "./claim-tests";
import { SOURCES } from "./sources";
import { pinsTenant, type SharedTenant, sharedTenant } from "./tenant";
import type { Provider } from "./trust";

/** What is wrong with a provider's issuer, audiences and condition. */
export function findInProvider(provider: Provider): Finding[] {
  return [...inIssuer(provider), ...inAudiences(provider), ...inCondition(provider)];
}

function inIssuer({ issuer, place }: Provider): Finding[] {
  if (!isKnown(issuer)) return [];
  const base = { place, source: SOURCES.provider };
  if (!issuer.startsWith("https://")) {
    const why = "Google wants an issuer that begins with https://";
    return [
      {
        ...base,
        id: "google-issuer-not-https",
        severity: "error",
        what: `the issuer is ${issuer}`,
        why,
        cure: "give the URL that tokens carry as iss",
        refusedAtApply: true,
      },
    ];
  }
  const shared = sharedTenant(issuer.toLowerCase());
  if (shared === undefined || issuer === `https://${shared.host}`) return [];
  return [
    {
      ...base,
      id: "google-issuer-spelled-otherwise",
      severity: "warning",
      what: `the issuer is ${issuer}, and tokens of ${shared.name} carry https://${shared.host}`,
      why: "the issuer is compared with iss; a difference in case, or by a slash at the end, can refuse every token",
      cure: `write https://${shared.host}`,
    },
  ];
}

function inAudiences({ audiences, place }: Provider): Finding[] {
  const { maxCount, maxLength } = GOOGLE_LIMITS.audiences;
  const refused = (id: string, what: string, why: string): Finding => ({
    ...{
      id,
      severity: "error",
      place,
      what,
      why,
      cure: "list fewer and shorter audiences",
      source: SOURCES.provider,
      refusedAtApply: true,
    },
  });
  const long = (audiences ?? []).filter((audience) => isKnown(audience) && audience.length > maxLength);
  return [
    ...((audiences?.length ?? 0) > maxCount
      ? [
          refused(
            "google-audiences-too-many",
            `${audiences?.length ?? 0} audiences are allowed`,
            `a provider has at most ${maxCount} audiences`,
          ),
        ]
      : []),
    ...long.map((audience) =>
      refused(
        "google-audience-too-long",
        `the audience ${audience.slice(0, 40)}… has ${audience.length} characters`,
        `an audience has at most ${maxLength} characters`,
      ),
    ),
  ];
}

function inCondition(provider: Provider): Finding[] {
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
  const idle = parts.filter((part) => claimsIn(part)?.length === 0).map((part) => evaluate(part, { assertion: {} }));
  if (idle.some((outcome) => outcome.kind === "error" || (outcome.kind === "value" && outcome.value !== true))) {
    const why = "a token is rejected unless the condition is true";
    return [
      {
        ...base,
        id: "google-condition-never-true",
        severity: "warning",
        what: `the attribute condition ${show(condition.text)} is true for no token`,
        why,
        cure: "correct it, or disable the provider",
      },
    ];
  }
  if (idle.length === parts.length) {
    if (shared !== undefined) return [missing(provider, shared)];
    const why = "it accepts every token of the issuer, as no condition would";
    return [
      {
        ...base,
        id: "google-condition-always-true",
        severity: "warning",
        what: `the attribute condition ${show(condition.text)} is true for every token`,
        why,
        cure: "compare a claim, or leave it out",
      },
    ];
  }
  if (
    shared === undefined ||
    (shared.claims.length === 0 && shared.tenant === undefined) ||
    parts.some((part) => pinsTenant(part, shared))
  )
    return [];
  return [
    {
      ...base,
      id: "google-condition-any-tenant",
      severity: "warning",
      what: `the attribute condition ${show(condition.text)} does not name a customer of ${shared.name}`,
      why: `all customers of ${shared.name} have the same issuer, so tokens of others can pass`,
      cure: cureFor(shared),
    },
  ];
}

function missing({ place, condition }: Provider, shared: SharedTenant): Finding {
  return {
    id: "google-condition-missing",
    severity: shared.needsCondition ? "error" : "warning",
    place,
    what:
      condition === undefined
        ? "the provider has no attribute condition"
        : `the attribute condition ${show(condition.text)} compares no claim`,
    why: `all customers of ${shared.name} have the same issuer${shared.needsCondition ? ", and Google refuses such a provider" : ""}`,
    cure: cureFor(shared),
    source: SOURCES.conditions,
    ...(shared.needsCondition ? { refusedAtApply: true } : {}),
  };
}

const cureFor = ({ claims, tenant }: SharedTenant): string =>
  claims.length > 0
    ? `compare one of ${claims.join(", ")}`
    : `compare the subject${tenant === undefined ? "" : `, which begins with ${tenant.example}`}`;
