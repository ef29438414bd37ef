import { all, any, isKnown, same, type Truth } from "../text";
import { type Outcome, textOf, textsOf } from "./cel-value";
import { decoded, type Member } from "./member";
import type { Pool } from "./trust";
import { unknownNumber } from "./values";

/** What IAM sees of a bearer: what a provider mapped, a ServiceAccount of GKE, or anybody. */
export type Principal = PoolPrincipal | GkePrincipal | typeof ANYBODY;

/** Whoever asks, without a token that Google takes. */
export const ANYBODY = { kind: "anybody" } as const;

/** The bearer of an exchanged token. */
export interface PoolPrincipal {
  readonly kind: "pool";
  readonly pool: Pool;
  readonly subject: Outcome;
  readonly groups: Outcome | undefined;
  readonly attributes: ReadonlyMap<string, Outcome>;
}

/** A ServiceAccount of a cluster with workload identity. The cluster is not part of its subject. */
export interface GkePrincipal {
  readonly kind: "gke";
  readonly project: string;
  readonly number: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string | undefined;
  /** `https://container.googleapis.com/v1/projects/P/locations/L/clusters/C` */
  readonly cluster: string;
}

/** The keys of all known members that could stand for the principal. `undefined`: it is unknown well enough, so any could. */
export function keysOf(principal: Principal): string[] | undefined {
  if (principal.kind === "anybody") return [];
  if (principal.kind === "gke") {
    const { namespace, name, uid, cluster } = principal;
    return [
      keyOf("subject", "", `ns/${namespace}/sa/${name}`),
      keyOf("gke", "", `${namespace}/${name}`),
      keyOf("namespace", "", namespace),
      keyOf("cluster", "", cluster),
      keyOf("pool", "", ""),
      ...(uid === undefined ? [] : [keyOf("uid", "", uid)]),
    ];
  }
  const { subject, groups, attributes } = principal;
  const outcomes = [subject, ...(groups === undefined ? [] : [groups]), ...attributes.values()];
  if (outcomes.some(({ kind }) => kind !== "value")) return undefined;
  return [
    keyOf("subject", "", textOf(subject)),
    keyOf("pool", "", ""),
    ...[...attributes].map(([name, value]) => keyOf("attribute", name, textOf(value))),
    ...(groups?.kind === "value" ? (textsOf(groups.value) ?? []) : []).map((group) => keyOf("group", "", group)),
  ];
}

/** A member's key; `undefined` if it holds what is unknown, or stands for more than one key. */
export function keyOfMember({ kind, name, value }: Member): string | undefined {
  if (kind === "open" || kind === "allUsers" || kind === "allAuthenticatedUsers" || kind === "uid") return undefined;
  // Whether a member is percent-decoded before it is compared is not documented.
  return isKnown(name + value) && !value.includes("%") ? keyOf(kind, name, value) : undefined;
}

const keyOf = (kind: string, name: string, value: string): string => `${kind}\n${name}\n${value}`;

/** Whether a member stands for the principal. */
export function standsFor(member: Member, principal: Principal): Truth {
  switch (member.kind) {
    case "allUsers":
      return "yes";
    case "allAuthenticatedUsers":
      return "unknown";
    case "open":
      return principal.kind === "anybody" && member.text.startsWith("principal") ? "no" : "unknown";
    case "other":
    case "service account":
      return "no";
    default:
      break;
  }
  if (principal.kind === "anybody") return "no";
  return principal.kind === "gke" ? standsForGke(member, principal) : standsForPool(member, principal);
}

function standsForPool(member: Member, { pool, subject, groups, attributes }: PoolPrincipal): Truth {
  const isPool = namesPool(member, pool);
  switch (member.kind) {
    case "pool":
      return isPool;
    case "subject":
      return all([isPool, holds(subject, member.value)]);
    case "group":
      return all([isPool, groups === undefined ? "no" : holdsGroup(groups, member.value)]);
    case "attribute":
      return all([isPool, holdsAttribute(attributes, member)]);
    default:
      return "no";
  }
}

function holdsAttribute(attributes: ReadonlyMap<string, Outcome>, { name, value }: Member): Truth {
  if (!isKnown(name)) return "unknown";
  const attribute = attributes.get(name);
  return attribute === undefined ? "no" : holds(attribute, value);
}

function holds(outcome: Outcome, value: string): Truth {
  if (outcome.kind !== "value") return outcome.kind === "unknown" ? "unknown" : "no";
  return typeof outcome.value === "string" ? sameValue(value, outcome.value) : "no";
}

function holdsGroup(groups: Outcome, value: string): Truth {
  if (groups.kind !== "value") return groups.kind === "unknown" ? "unknown" : "no";
  return any((textsOf(groups.value) ?? []).map((group) => sameValue(value, group)));
}

/** Exact and case-sensitive; whether `%2F` is `/` is not documented. */
function sameValue(member: string, value: string): Truth {
  const exact = same(member, value);
  return exact === "no" && member.includes("%") && decoded(member) === value ? "unknown" : exact;
}

/** Whether a member names this pool. By number, never by project id; without the number it is unknown. */
export function namesPool({ pool: name }: Member, pool: Pool): Truth {
  if (name === undefined) return "no";
  if ("reference" in name) return "unknown";
  const isId = same(name.id, pool.id);
  if (isId === "no") return "no";
  return all([isId, isNumber(name.number, pool)]);
}

function isNumber(written: string, { number, project }: { readonly number: string; readonly project: string }): Truth {
  if (written === unknownNumber(project)) return "yes";
  return isKnown(written) && !/^\d+$/.test(written) ? "no" : same(written, number);
}

function standsForGke(member: Member, principal: GkePrincipal): Truth {
  const { project, namespace, name, uid, cluster } = principal;
  const { pool, value } = member;
  if (pool === undefined) return "no";
  if ("reference" in pool) return "unknown";
  if (pool.isOfFiles === true) return "no";
  const isPool = all([same(pool.id, `${project}.svc.id.goog`), member.kind === "gke" ? "yes" : isNumber(pool.number, principal)]);
  const isValue = ((): Truth => {
    switch (member.kind) {
      case "subject":
        return sameValue(value, `ns/${namespace}/sa/${name}`);
      case "gke":
        return same(value, `${namespace}/${name}`);
      case "namespace":
        return same(value, namespace);
      case "cluster":
        return sameValue(value, cluster);
      case "uid":
        return uid === undefined ? "unknown" : same(value, uid);
      case "pool":
        return "yes";
      default:
        return "no";
    }
  })();
  return all([isPool, isValue]);
}
