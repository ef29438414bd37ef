import { GOOGLE_LIMITS } from "../../facts/google";
import type { Finding } from "../finding";
import { isKnown, show } from "../text";
import type { GoogleModel } from "./google-model";
import { isGkePool, type Member, serviceAccountIn } from "./member";
import { placeOf, poolsNamed } from "./pools-named";
import { SOURCES } from "./sources";
import type { Grant, Pool } from "./trust";

/** What is wrong with the members of bindings, and what they are given too much of. */
export function findInMembers(model: GoogleModel): Finding[] {
  return model.grants.flatMap((grant) => [...tooWide(model, grant), ...neverMatches(model, grant)]);
}

const isFederated = ({ pool }: Member): boolean => pool !== undefined;
const isEveryone = ({ kind }: Member): boolean => kind === "allUsers" || kind === "allAuthenticatedUsers";

function tooWide(model: GoogleModel, grant: Grant): Finding[] {
  const { member, role, scope, on, impersonates, place } = grant;
  const found = (
    id: string,
    severity: Finding["severity"],
    what: string,
    why: string,
    cure: string,
    source: string,
  ): Finding => ({
    ...{ id, severity, place, what, why, cure, source },
  });
  const text = show(member.text);
  const isImpersonation = impersonates === "yes" && scope !== "resource";
  const findings: Finding[] = [];
  if (isImpersonation && isEveryone(member)) {
    findings.push(
      found(
        "google-member-everyone",
        "error",
        `${role} is given to ${text}`,
        "anybody may then become the service account",
        "name the members that need it",
        SOURCES.principals,
      ),
    );
  }
  if (isImpersonation && scope !== "service account" && (isFederated(member) || isEveryone(member))) {
    findings.push(
      found(
        "google-impersonation-wide",
        "error",
        `${role} on the ${scope} ${show(on)} is given to ${text}`,
        "it lets its member become every service account in it, future ones too",
        "grant it on the one service account",
        SOURCES.impersonation,
      ),
    );
  }
  if (member.kind === "pool") {
    const who =
      member.pool !== undefined && isGkePool(member.pool)
        ? "every ServiceAccount of every cluster of the project"
        : "every token that any provider of the pool accepts";
    findings.push(
      found(
        "google-member-whole-pool",
        "warning",
        `${show(role)} is given to ${text}`,
        `it stands for ${who}`,
        "name a subject or an attribute",
        SOURCES.principals,
      ),
    );
  }
  if ((role === "roles/owner" || role === "roles/editor") && (isFederated(member) || isImpersonated(model, member))) {
    findings.push(
      found(
        "google-basic-role",
        "warning",
        `${role} on ${show(on)} is given to ${text}`,
        "a token from outside then reaches everything in it",
        "give it the roles that it needs",
        SOURCES.impersonation,
      ),
    );
  }
  return findings;
}

function isImpersonated({ indexes }: GoogleModel, { kind, value }: Member): boolean {
  if (kind !== "service account") return false;
  const account = indexes.accounts.get(value);
  return account?.grants.some(({ impersonates, member }) => isFederated(member) && impersonates === "yes") === true;
}

/** There are principals of other kinds too: of workforce pools, of a project's service accounts… They are no concern of tokens. */
const OF_A_POOL = /^principal(Set)?:\/\/iam\.googleapis\.com\/projects\/[^/]*\/locations\/global\/workloadIdentityPools\//;

function isMalformedOfGke(member: Member): boolean {
  const { kind, pool, text, value } = member;
  if (kind === "service account") return isKnown(text) && /\.svc\.id\.goog(\[|$)/.test(text);
  const isOfGke = kind === "gke" || (kind === "subject" && pool !== undefined && isGkePool(pool));
  return isOfGke && isKnown(value) && serviceAccountIn(member) === undefined;
}

/** Why a member stands for nobody, if it does. */
function neverMatches(model: GoogleModel, grant: Grant): Finding[] {
  const { member, place } = grant;
  const text = show(member.text);
  const found = (
    id: string,
    why: string,
    cure: string,
    severity: Finding["severity"] = "warning",
    what = "stands for nobody",
  ): Finding[] => [
    {
      id,
      severity,
      place,
      what: `the member ${text} ${what}`,
      why,
      cure,
      source: SOURCES.principals,
    },
  ];
  if (member.kind === "other" && OF_A_POOL.test(member.text)) {
    return found(
      "google-member-malformed",
      "principal:// takes /subject/, and principalSet:// takes /group/, /attribute.NAME/ or /*",
      "write it in one of these forms",
    );
  }
  if (isMalformedOfGke(member)) {
    return found(
      "google-member-malformed",
      "GKE's pool has members of the form serviceAccount:PROJECT.svc.id.goog[NAMESPACE/NAME] and subjects of the form ns/NAMESPACE/sa/NAME",
      "write it in one of these forms",
    );
  }
  const { pool: name, kind, value } = member;
  if (name === undefined || !("id" in name)) return [];
  if (kind !== "gke" && isKnown(name.number) && !/^\d+$/.test(name.number)) {
    return found(
      "google-member-project-id",
      `members want the number of the project, and ${name.number} is not one`,
      "write the project's number",
    );
  }
  if (value.includes("*"))
    return found(
      "google-member-wildcard",
      "members are compared exactly; there are no wildcards in them",
      "name each subject, or map an attribute that they share",
    );
  if (kind === "subject" && isKnown(value) && Buffer.byteLength(value) > GOOGLE_LIMITS.subject.maxBytes) {
    return found(
      "google-member-too-long",
      `google.subject holds ${GOOGLE_LIMITS.subject.maxBytes} bytes, and the exchange refuses longer ones`,
      "map a shorter claim, or an attribute",
    );
  }
  if (isGkePool(name)) return [];
  const { pools, isAnyOfMany } = poolsNamed(model.indexes, member);
  const namesake = isKnown(name.id) ? model.indexes.pools.byId.get(name.id)?.[0] : undefined;
  if (pools.length === 0 && !isAnyOfMany && namesake !== undefined && isKnown(namesake.number)) {
    return found(
      "google-member-other-project",
      `the files' pool ${name.id} is in the project ${show(namesake.number)}, and the member names ${show(name.number)}`,
      "write the number of the pool's project",
      "warning",
      "names another pool of the same id",
    );
  }
  if (placeOf(model.indexes, member) === "elsewhere") {
    return found(
      "google-member-unknown-pool",
      `the files hold no provider of the pool ${show(name.id)}`,
      "read the files that hold it too",
      "note",
      "is not of these files",
    );
  }
  return isUnmapped(model, pools, member)
    ? found(
        "google-member-unmapped",
        `no provider of the pool maps ${targetOf(member)}`,
        `map ${targetOf(member)}, or name another attribute`,
      )
    : [];
}

const targetOf = ({ kind, name }: Member): string => (kind === "group" ? "google.groups" : `attribute.${name}`);

function isUnmapped({ indexes, otherProviders }: GoogleModel, pools: readonly Pool[], member: Member): boolean {
  if ((member.kind !== "attribute" && member.kind !== "group") || !isKnown(member.name) || otherProviders.length > 0)
    return false;
  const providers = pools.flatMap((pool) => indexes.providersOfPool.get(pool.address) ?? []);
  return providers.length > 0 && providers.every(({ mapping }) => mapping !== undefined && !mapping.has(targetOf(member)));
}
