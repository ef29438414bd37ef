import type { IConstruct } from "constructs";

/** Every kind of mistake that this library refuses. The codes are stable: scripts and tests may rely on them. */
export type FederationErrorCode =
  | "ADDON_VERSION_INVALID"
  | "ADDRESS_INVALID"
  | "ANNOTATION_COLLISION"
  | "ARN_INVALID"
  | "ATTRIBUTE_CONDITION_MISSING"
  | "AUDIENCE_INVALID"
  | "AZURE_ID_INVALID"
  | "AZURE_NAME_INVALID"
  | "CLAIM_MISSING"
  | "CLAIM_UNSUPPORTED"
  | "CLUSTERS_EMPTY"
  | "CLUSTER_DUPLICATE"
  | "CLUSTER_NAME_INVALID"
  | "CLUSTER_PROVIDER_FOREIGN"
  | "CLUSTER_PROVIDER_SHARED"
  | "CLUSTER_UNKNOWN"
  | "CONDITION_INVALID"
  | "CONSTRUCT_ID_INVALID"
  | "CONTAINER_UNKNOWN"
  | "CREDENTIAL_LIMIT"
  | "DISCOVERY_INVALID"
  | "ENV_COLLISION"
  | "EXPIRATION_INVALID"
  | "FIELD_TOO_LONG"
  | "GOOGLE_ID_INVALID"
  | "GOOGLE_PROJECT_INVALID"
  | "GOOGLE_SUBJECT_TOO_LONG"
  | "IDENTITIES_EMPTY"
  | "IDENTITY_BINDING_UNSUPPORTED"
  | "IDENTITY_KEY_INVALID"
  | "INLINE_POLICY_INVALID"
  | "ISSUER_DUPLICATE"
  | "ISSUER_INVALID"
  | "ISSUER_NOT_TRUSTED"
  | "ISSUER_SOURCE_INVALID"
  | "JWKS_INVALID"
  | "LABEL_COLLISION"
  | "LABEL_INVALID"
  | "MANIFEST_INVALID"
  | "MOUNT_PATH_COLLISION"
  | "NAMESPACE_INVALID"
  | "OWNER_DUPLICATE"
  | "POD_IDENTITY_DUPLICATE"
  | "POD_IDENTITY_UNSUPPORTED"
  | "POLICY_DUPLICATE"
  | "POLICY_INVALID"
  | "POOL_SHARED"
  | "PROPAGATION_INVALID"
  | "PROVIDER_PACKAGE_MISSING"
  | "REGION_INVALID"
  | "ROLE_ASSIGNMENT_INVALID"
  | "ROLE_INVALID"
  | "ROLE_NAME_INVALID"
  | "ROLE_PATH_INVALID"
  | "SERVICE_ACCOUNT_COLLISION"
  | "SERVICE_ACCOUNT_NAME_INVALID"
  | "SERVICE_ACCOUNT_SOURCE_INVALID"
  | "SESSION_DURATION_INVALID"
  | "SESSION_POLICY_INVALID"
  | "SHARDS_INVALID"
  | "SHARED_ISSUER_TOO_WIDE"
  | "SUBJECTS_EMPTY"
  | "SUBJECT_DUPLICATE"
  | "SUBJECT_INVALID"
  | "SUBJECT_NOT_SERVICE_ACCOUNT"
  | "SUBJECT_PATTERN_UNSUPPORTED"
  | "SUBJECT_UNKNOWN"
  | "TAG_INVALID"
  | "TENANT_INVALID"
  | "TRUST_POLICY_TOO_LONG"
  | "VALUE_MISSING"
  | "WEBHOOK_INVALID";

/** What a {@link FederationError} says: which rule, what is wrong (with the value), and what to do. */
export interface FederationProblem {
  readonly code: FederationErrorCode;
  /** What is wrong, with the value. */
  readonly what: string;
  /** What to do about it. */
  readonly cure: string;
}

/**
 * The one error of this library: `<construct path>: <what, with the value>; <what to do> [CODE]`.
 *
 * Thrown from a constructor, before anything is synthesized.
 *
 * @example
 * import { FederatedWorkload, FederationError } from "cdktf-workload-identity";
 * try {
 *   new FederatedWorkload(this, "orders", { clusters: [eu], namespace: "Shop", serviceAccountName: "orders", identities: {} });
 * } catch (error) {
 *   if (error instanceof FederationError && error.code === "NAMESPACE_INVALID") process.exitCode = 2;
 *   throw error;
 * }
 */
export class FederationError extends Error {
  readonly code: FederationErrorCode;
  /** The construct path (or, outside a construct tree, the name) of what was refused. */
  readonly place: string;

  constructor(place: IConstruct | string, problem: FederationProblem) {
    const path = typeof place === "string" ? place : place.node.path;
    super(`${path}: ${problem.what}; ${problem.cure} [${problem.code}]`);
    this.name = "FederationError";
    this.code = problem.code;
    this.place = path;
  }
}

const LONGEST_QUOTE = 200;

/** A value as it stands in an error message: quoted, and cut when it is very long. */
export function quoted(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  if (typeof value !== "string") return String(value);
  return value.length <= LONGEST_QUOTE
    ? JSON.stringify(value)
    : `${JSON.stringify(value.slice(0, LONGEST_QUOTE))}… (${value.length} characters)`;
}

/** Refuses what is not a string, such as an environment variable that is not set. */
export function checkText(place: IConstruct | string, noun: string, value: unknown): asserts value is string {
  if (typeof value === "string") return;
  throw new FederationError(place, {
    code: "VALUE_MISSING",
    what: `${noun} is ${quoted(value)}`,
    cure: "give a string (is a variable unset, or a whole construct passed in place of its attribute?)",
  });
}

/** Whether it is a list, asked without losing the type of its members. */
export function isList(value: unknown): boolean {
  return Array.isArray(value);
}
