/** Where a provider stands: its project's number, its pool, and its own id. */
export interface PoolProviderName {
  /** The project NUMBER: members do not take the project id. */
  readonly projectNumber: string;
  readonly poolId: string;
  readonly providerId: string;
}

/** The pool as the token service names it: `//iam.googleapis.com/projects/NUMBER/…/POOL`. */
export function poolPath({ projectNumber, poolId }: Omit<PoolProviderName, "providerId">): string {
  return `//iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${poolId}`;
}

/** The provider as the token service names it: `//iam.googleapis.com/projects/NUMBER/…/providers/ID`. */
export function providerResource(name: PoolProviderName): string {
  return `${poolPath(name)}/providers/${name.providerId}`;
}

/** The audience that a provider accepts by default: its own name as a URL. */
export function defaultAudience(name: PoolProviderName): string {
  return `https:${providerResource(name)}`;
}

/**
 * The IAM member that stands for one subject of a pool, and for no other.
 * https://cloud.google.com/iam/docs/principal-identifiers
 */
export function subjectPrincipal(name: Omit<PoolProviderName, "providerId">, subject: string): string {
  return `principal:${poolPath(name)}/subject/${subject}`;
}

/** The IAM member that stands for everyone in a pool whose mapped attribute has exactly this value. It may hold `/`. */
export function attributePrincipalSet(name: Omit<PoolProviderName, "providerId">, attribute: string, value: string): string {
  return `principalSet:${poolPath(name)}/attribute.${attribute}/${value}`;
}
