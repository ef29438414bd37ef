import { FederationError, quoted } from "../core/errors";
import { nearMiss, type Issuer } from "../core/issuer";
import type { Subject } from "../core/subject";
import { isKnown } from "../core/tokens";
import { GOOGLE_LIMITS } from "./limits";
import type { PoolProvider } from "./pool-trust";

export function checkPoolId(place: string, noun: "pool" | "provider", id: string): void {
  const { minLength, maxLength, pattern, reservedPrefix } = GOOGLE_LIMITS.poolId;
  if (!isKnown(id) || (id.length >= minLength && id.length <= maxLength && pattern.test(id) && !id.startsWith(reservedPrefix)))
    return;
  throw new FederationError(place, {
    code: "GOOGLE_ID_INVALID",
    what: `the ${noun} id ${quoted(id)} ${id.startsWith(reservedPrefix) ? `begins with the reserved "${reservedPrefix}"` : "is not one that Google Cloud takes"}`,
    cure: `use ${minLength} to ${maxLength} characters of a-z, 0-9 and "-"`,
  });
}

export function checkServiceAccountId(place: string, id: string): void {
  const { minLength, maxLength, pattern } = GOOGLE_LIMITS.serviceAccountId;
  if (!isKnown(id) || (id.length >= minLength && id.length <= maxLength && pattern.test(id))) return;
  throw new FederationError(place, {
    code: "GOOGLE_ID_INVALID",
    what: `the service account id ${quoted(id)} is not one that Google Cloud takes`,
    cure: `use ${minLength} to ${maxLength} characters of a-z, 0-9 and "-", a letter first and no "-" last`,
  });
}

export function checkDisplayName(place: string, name: string | undefined, maxLength: number): void {
  if (name === undefined || !isKnown(name) || name.length <= maxLength) return;
  throw new FederationError(place, {
    code: "FIELD_TOO_LONG",
    what: `the display name ${quoted(name)} has ${name.length} characters`,
    cure: `shorten it to ${maxLength}`,
  });
}

export function checkServiceAccountDescription(place: string, text: string | undefined): void {
  const { maxBytes } = GOOGLE_LIMITS.serviceAccountDescription;
  if (text === undefined || !isKnown(text) || Buffer.byteLength(text) <= maxBytes) return;
  throw new FederationError(place, {
    code: "FIELD_TOO_LONG",
    what: `the description ${quoted(text)} has ${Buffer.byteLength(text)} bytes`,
    cure: `shorten it to ${maxBytes} bytes`,
  });
}

export function checkProject(place: string, project: string, projectNumber: string): void {
  if (typeof project !== "string" || project === "") {
    throw new FederationError(place, {
      code: "GOOGLE_PROJECT_INVALID",
      what: `the project id is ${quoted(project)}`,
      cure: 'give the id of the project that holds the pool, such as "acme-prod"',
    });
  }
  if (typeof projectNumber === "string" && (!isKnown(projectNumber) || /^[1-9]\d*$/.test(projectNumber))) return;
  throw new FederationError(place, {
    code: "GOOGLE_PROJECT_INVALID",
    what: `the project number is ${quoted(projectNumber)}`,
    cure: 'give the number, not the id (IAM members take the number only): "gcloud projects describe PROJECT --format=value(projectNumber)", or data.google_project.number',
  });
}

/** Predefined roles, and custom roles of a project or an organization. https://cloud.google.com/iam/docs/roles-overview */
export function checkRole(place: string, role: string): void {
  const pattern = /^(roles\/[A-Za-z0-9_.]+|(projects|organizations)\/[A-Za-z0-9:.-]+\/roles\/[A-Za-z0-9_.]+)$/;
  if (!isKnown(role) || pattern.test(role)) return;
  throw new FederationError(place, {
    code: "ROLE_INVALID",
    what: `the role ${quoted(role)} is not a role's name`,
    cure: 'give it whole: "roles/pubsub.publisher", "projects/PROJECT/roles/NAME" or "organizations/NUMBER/roles/NAME"',
  });
}

export function checkAudience(place: string, audience: string): void {
  const { maxLength } = GOOGLE_LIMITS.audiences;
  if (!isKnown(audience) || (audience !== "" && audience.length <= maxLength && !/\s/.test(audience))) return;
  throw new FederationError(place, {
    code: "AUDIENCE_INVALID",
    what: `the audience ${quoted(audience)} is empty, has white space, or is longer than ${maxLength} characters`,
    cure: "leave it out (the provider's own URL then is the audience), or give it as the token spells it",
  });
}

/** Refuses a subject that a member string cannot stand for: a pattern, or one that the exchange would reject for its length. */
export function checkSubject(place: string, subject: Subject): void {
  if (subject.kind === "pattern") {
    throw new FederationError(place, {
      code: "SUBJECT_PATTERN_UNSUPPORTED",
      what: `the subject pattern ${quoted(subject.text)} cannot be an IAM member: members of Google Cloud have no wildcards`,
      cure: "name each subject with Subject.exactly",
    });
  }
  const { maxBytes } = GOOGLE_LIMITS.subject;
  if (!isKnown(subject.text) || Buffer.byteLength(subject.text) <= maxBytes) return;
  throw new FederationError(place, {
    code: "GOOGLE_SUBJECT_TOO_LONG",
    what: `the subject ${quoted(subject.text)} has ${Buffer.byteLength(subject.text)} bytes, and google.subject holds ${maxBytes}: every exchange would fail`,
    cure: "shorten the namespace or the ServiceAccount's name: together they may have 104 characters",
  });
}

/** The member of a map by issuer, or an error that says which issuers there are. */
export function trustedProvider(place: string, providers: ReadonlyMap<string, PoolProvider>, issuer: Issuer): PoolProvider {
  const provider = providers.get(issuer.url);
  if (provider !== undefined) return provider;
  const near = nearMiss(issuer.url, [...providers.keys()]);
  throw new FederationError(place, {
    code: "ISSUER_NOT_TRUSTED",
    what: `the issuer ${quoted(issuer.name)} (${issuer.url}) is not one that this trust accepts${near === undefined ? "" : ` (${near})`}`,
    cure: 'add it to the "issuers" of the trust, or leave its cluster out of the workload',
  });
}

/** Refuses a pool that two issuers share: a member names a pool and a subject, but not the issuer that vouches for the subject. */
export function checkPoolsDistinct(place: string, pools: readonly { readonly poolId: string }[]): void {
  const seen = new Set<string>();
  for (const { poolId } of pools) {
    if (seen.has(poolId)) {
      throw new FederationError(place, {
        code: "POOL_SHARED",
        what: `two issuers have the pool ${quoted(poolId)}: the same namespace and name on both clusters would be one member`,
        cure: "give each issuer a pool of its own",
      });
    }
    seen.add(poolId);
  }
}
