import type { Check } from "../decision";
import { all, any, isKnown, same, show, type Truth } from "../text";
import type { Token } from "../token";
import { evaluate } from "./cel-evaluate";
import type { Outcome } from "./cel-value";
import { partsOf } from "./claim-tests";
import { checkMapping, type Mapped, mapClaims } from "./mapping";
import type { Attempt, Step } from "./step";
import { checkTime } from "./time";
import type { Provider } from "./trust";
import { perhapsText } from "./values";

/** The Security Token Service, in its own order. https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export function exchange(provider: Provider, token: Token, now: number): Attempt {
  const checks: Check[] = [];
  const { address: at } = provider;
  const passes = ([{ name, passed, why }, error]: Step): Attempt | undefined => {
    checks.push({ name, passed, why, at });
    if (passed !== "no") return undefined;
    return error === undefined ? { checks } : { checks, error };
  };
  const refused =
    passes(checkState(provider)) ??
    passes(checkIssuer(provider, token)) ??
    passes(checkTime(token, now)) ??
    passes(checkAudience(provider, token));
  if (refused !== undefined) return refused;
  const mapped = mapClaims(provider.mapping, token);
  const { subject, groups, attributes } = mapped;
  return (
    passes(checkMapping(mapped)) ??
    passes(checkCondition(provider, token, mapped)) ?? {
      checks,
      principal: { kind: "pool", pool: provider.pool, subject, groups, attributes },
    }
  );
}

function checkState({ address, perhaps, disabled, pool }: Provider): Step {
  const doubtful = perhaps === true ? address : pool.perhaps === true ? pool.address : undefined;
  const passed = all([disabled, pool.disabled].map((one) => (one === "yes" ? "no" : one === "no" ? "yes" : "unknown")));
  const what = disabled === "no" ? `the pool ${show(pool.id)}` : "the provider";
  const why = {
    yes: `neither the provider nor its pool is disabled${pool.isDeclared ? "" : ", as far as the files say: they do not hold the pool"}`,
    no: `${what} is disabled`,
    unknown: `whether ${what} is disabled is unknown until apply`,
  }[passed];
  const message =
    'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it does not exist.';
  if (passed !== "no" && doubtful !== undefined) return [{ name: "disabled", passed: "unknown", why: perhapsText(doubtful) }];
  return [
    { name: "disabled", passed, why },
    { code: "invalid_target", message },
  ];
}

function checkIssuer({ issuer }: Provider, token: Token): Step {
  const iss = issuerOf(token);
  const exact = same(issuer, iss);
  const isSlash = exact === "no" && trimmed(iss) === trimmed(issuer);
  const why = isSlash
    ? `the issuers ${iss} and ${issuer} differ by a slash at the end, and whether Google minds is not documented`
    : `the token's issuer is ${iss}, and the provider takes ${show(issuer)}`;
  const error = {
    code: "invalid_grant",
    message: `The issuer in ID Token ${iss} does not match the expected one(s): ${show(issuer)}.`,
  };
  return [{ name: "issuer", passed: isSlash ? "unknown" : exact, why }, error];
}

/** The token's issuer; the empty text if it has none. */
export function issuerOf({ iss }: Token): string {
  const told: unknown = iss;
  return typeof told === "string" ? told : "";
}

const trimmed = (url: string): string => url.replace(/\/$/, "");

function checkAudience(provider: Provider, { aud }: Token): Step {
  const told = (Array.isArray(aud) ? (aud as readonly unknown[]) : [aud]).filter((one) => typeof one === "string");
  const wanted = acceptedAudiences(provider);
  const passed: Truth =
    wanted === undefined
      ? told.length === 0
        ? "no"
        : "unknown"
      : any(told.flatMap((one) => wanted.map((other) => same(other, one))));
  const why = `the token's audience is ${told.join(", ") || "missing"}, and the provider takes ${wanted?.map(show).join(", ") ?? "what is unknown until apply"}`;
  const message = `The audience in ID Token [${told.join(", ")}] does not match the expected audience ${wanted?.[0] === undefined ? "" : show(wanted[0])}.`;
  return [
    { name: "audience", passed, why },
    { code: "invalid_grant", message },
  ];
}

/** The audiences that a provider takes: those listed, or its own name with the project's number, with and without `https:`. */
export function acceptedAudiences({ audiences, pool, id }: Provider): readonly string[] | undefined {
  if (audiences === undefined || audiences.length > 0) return audiences;
  const name = `//iam.googleapis.com/projects/${pool.number}/locations/global/workloadIdentityPools/${pool.id}/providers/${id}`;
  return [`https:${name}`, name];
}

function checkCondition({ condition }: Provider, token: Token, mapped: Mapped): Step {
  const error = { code: "unauthorized_client", message: "The given credential is rejected by the attribute condition." };
  const check = (passed: Truth, why: string): Step => [{ name: "attribute-condition", passed, why }, error];
  if (condition === undefined) return check("yes", "the provider has no attribute condition");
  const { cel, text } = condition;
  const google = new Map<string, Outcome>([
    ["subject", mapped.subject],
    ...(mapped.groups === undefined ? [] : [["groups", mapped.groups] as const]),
  ]);
  const scope = { assertion: token, google, attribute: mapped.attributes };
  // Whatever a part of a conjunction that is not true would have been, the whole is not true.
  const outcomes = partsOf(cel).map((part) => evaluate(part, scope));
  const failed = outcomes.find((outcome) => outcome.kind !== "unknown" && !isTrue(outcome));
  const shown = isKnown(text) ? text : show(text);
  if (failed !== undefined) return check("no", `${shown}: ${failed.kind === "error" ? failed.why : "it is not true"}`);
  const open = outcomes.find(({ kind }) => kind === "unknown");
  return open?.kind === "unknown" ? check("unknown", `${shown}: ${open.why}`) : check("yes", `${shown} is true`);
}

const isTrue = (outcome: Outcome): boolean => outcome.kind === "value" && outcome.value === true;
