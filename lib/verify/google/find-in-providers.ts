import { GOOGLE_LIMITS } from "../../facts/google";
import type { Finding } from "../finding";
import { isKnown } from "../text";
import { findInCondition } from "./find-in-conditions";
import { SOURCES } from "./sources";
import { sharedTenant } from "./tenant";
import type { Provider } from "./trust";

/** What is wrong with a provider's issuer, audiences and condition. */
export function findInProvider(provider: Provider): Finding[] {
  return [...inIssuer(provider), ...inAudiences(provider), ...findInCondition(provider)];
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
  const shared = sharedTenant(issuer.toLowerCase().replace(/^(https:\/\/[^/]+):443(?=\/|$)/, "$1"));
  if (shared === undefined || issuer === `https://${shared.host}`) return [];
  return [
    {
      ...base,
      id: "google-issuer-spelled-otherwise",
      severity: "warning",
      what: `the issuer is ${issuer}, and tokens of ${shared.name} carry https://${shared.host}`,
      why: "the issuer is compared with iss; a difference in case, a port, or a slash at the end can refuse every token",
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
