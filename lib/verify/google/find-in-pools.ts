import { GOOGLE_LIMITS } from "../../facts/google";
import type { Finding } from "../finding";
import { isKnown, same, show } from "../text";
import type { Cel } from "./cel";
import type { GoogleModel } from "./google-model";
import { poolsNamed } from "./pools-named";
import { SOURCES } from "./sources";
import type { Grant, Pool, Provider } from "./trust";
import { addTo } from "./values";

/** What is wrong with pools and with how their providers stand together. */
export function findInPools(model: GoogleModel): Finding[] {
  const byPool = new Map<Pool, Grant[]>();
  let isAnyNamed = model.configuration.unread.length > 0;
  for (const grant of model.grants) {
    const { pools, isAnyOfMany } = poolsNamed(model.indexes, grant.member);
    for (const pool of pools) addTo(byPool, pool, grant);
    isAnyNamed ||= isAnyOfMany || grant.member.kind === "open";
  }
  return model.pools.flatMap((pool) => {
    const providers = model.indexes.providersOfPool.get(pool.address) ?? [];
    const grants = byPool.get(pool) ?? [];
    const ids = [...(pool.isDeclared ? [pool] : []), ...providers].flatMap(idFinding);
    const live = providers.filter(({ disabled }) => disabled !== "yes");
    const isOff = pool.disabled === "yes" || (providers.length > 0 && live.length === 0);
    return [
      ...ids,
      ...collisions(live),
      ...(grants.length === 0 && !isAnyNamed ? unused(pool, providers) : []),
      ...(isOff && grants[0] !== undefined ? [off(pool, grants[0].place)] : []),
    ];
  });
}

function idFinding({ id, place }: Pool | Provider): Finding[] {
  const { minLength, maxLength, pattern, reservedPrefix } = GOOGLE_LIMITS.poolId;
  if (!isKnown(id)) return [];
  const isGood = id.length >= minLength && id.length <= maxLength && pattern.test(id) && !id.startsWith(reservedPrefix);
  if (isGood) return [];
  const why = `ids of pools and providers have ${minLength} to ${maxLength} of a-z, 0-9 and -, and do not begin with ${reservedPrefix}`;
  return [
    {
      id: "google-pool-id",
      severity: "error",
      place,
      what: `the id is "${id}"`,
      why,
      cure: "choose another id",
      source: SOURCES.pool,
      refusedAtApply: true,
    },
  ];
}

/** A member names a pool and a subject, not who vouched for it. */
function collisions(providers: readonly Provider[]): Finding[] {
  return providers.flatMap((provider, place) =>
    providers.slice(0, place).flatMap((other): Finding[] => {
      if (same(provider.issuer, other.issuer) === "yes" || !canCollide(provider, other)) return [];
      return [
        {
          id: "google-subjects-collide",
          severity: "warning",
          place: provider.place,
          what: `tokens of ${show(provider.issuer)} and of ${show(other.issuer)} can have the same google.subject`,
          why: "a member names a pool and a subject, but not the provider: what one issuer's subject may do, the other's may",
          cure: "give each issuer a pool of its own, or put a mark of its own before each google.subject",
          source: SOURCES.practices,
        },
      ];
    }),
  );
}

function canCollide(one: Provider, other: Provider): boolean {
  const [a, b] = [one, other].map(({ mapping }) => beginning(mapping?.get("google.subject")?.cel));
  return a === undefined || b === undefined || a.startsWith(b) || b.startsWith(a);
}

/** The text that every value of an expression begins with. */
function beginning(cel: Cel | undefined): string | undefined {
  if (cel?.kind === "constant" && typeof cel.value === "string") return cel.value;
  return cel?.kind === "call" && cel.name === "+" ? beginning(cel.args[0]) : "";
}

function unused(pool: Pool, providers: readonly Provider[]): Finding[] {
  return providers.map(({ place, issuer }) => ({
    id: "google-issuer-without-member",
    severity: "note",
    place,
    what: `the issuer ${show(issuer)} is trusted, and no binding of the files names the pool ${show(pool.id)}`,
    why: "a trust that nobody uses is easily forgotten",
    cure: "remove it, or read the files that hold its bindings too",
    source: SOURCES.practices,
  }));
}

function off(pool: Pool, place: Finding["place"]): Finding {
  return {
    id: "google-disabled-but-granted",
    severity: "note",
    place,
    what: `a binding names the pool ${show(pool.id)}, which is disabled or has only disabled providers`,
    why: "its members come back to life when it is enabled again",
    cure: "remove the binding, or enable the provider",
    source: SOURCES.pool,
  };
}
