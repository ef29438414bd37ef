import { IamWorkloadIdentityPool } from "@cdktf/provider-google/lib/iam-workload-identity-pool";
import { IamWorkloadIdentityPoolProvider } from "@cdktf/provider-google/lib/iam-workload-identity-pool-provider";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { derivedName } from "../core/derived-name";
import { FederationError, quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { plainText } from "../core/terraform-text";
import { attributeCondition } from "./attribute-condition";
import { checkAttributes } from "./checks";
import { canonicalJwks } from "./jwks";
import { GOOGLE_LIMITS } from "../facts/google";
import type { PoolOptions, ProviderOptions } from "./pool-options";
import type { PoolProvider } from "./pool-trust";
import { claimNewPool, claimNewProvider } from "./owned";
import { defaultAudience } from "./principals";
import { attributeMapping, type SubjectMapping } from "./subject-mapping";

/** The project that pools are created in. */
export interface PoolProject {
  readonly project: string;
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
}

/** A provider that is made here, and its resource. */
export interface MadeProvider {
  readonly provider: PoolProvider;
  readonly resource: IamWorkloadIdentityPoolProvider;
}

/** What the tokens of a cluster's ServiceAccounts all begin with. */
const SERVICE_ACCOUNTS = "system:serviceaccount:";

const { maxLength, reservedPrefix } = GOOGLE_LIMITS.poolId;

/** Ids of pools and of providers that the user does not name. */
export function derivedPoolId(readable: readonly string[], unique: readonly string[]): string {
  return derivedName(readable, unique, { maxLength, reservedPrefix, lowerCase: true });
}

/** Creates a pool, or adopts the one that has this id. */
export function createPool(
  scope: Construct,
  { project, projectNumber, provider }: PoolProject,
  options: PoolOptions & { readonly poolId: string },
): IamWorkloadIdentityPool {
  claimNewPool(scope, { project, projectNumber }, options.poolId);
  const { poolId, displayName, description, disabled, importExisting, preventDestroy } = options;
  const pool = new IamWorkloadIdentityPool(scope, "pool", {
    provider,
    project,
    displayName: plainText(displayName),
    description: plainText(description),
    disabled,
    workloadIdentityPoolId: poolId,
    lifecycle: preventDestroy ? { preventDestroy } : undefined,
  });
  if (importExisting) pool.importFrom(poolName(project, poolId), provider);
  return pool;
}

/** Creates the provider of one issuer in a pool, or adopts the one that has this id. `place` is what errors name. */
export function createProvider(
  scope: Construct,
  { project, projectNumber, provider }: PoolProject,
  pool: IamWorkloadIdentityPool,
  {
    place,
    poolId,
    issuer,
    prefix,
    options,
  }: {
    readonly place: string;
    readonly poolId: string;
    readonly issuer: Issuer;
    readonly prefix: string;
    readonly options: ProviderOptions;
  },
): MadeProvider {
  const { providerId = derivedPoolId([issuer.name], [issuer.name]), namespaces, attributes = {} } = options;
  const name = { projectNumber, poolId, providerId };
  const audience = options.audience ?? defaultAudience(name);
  checkKind(place, issuer, options);
  const isLong = options.longSubjects !== undefined && options.longSubjects !== false;
  const mapping: SubjectMapping = { prefix, isLong };
  const shortClaim = typeof options.longSubjects === "object" ? options.longSubjects.shortClaim : undefined;
  const mapped = attributeMapping(mapping, shortClaim, attributes);
  checkAttributes(place, attributes, mapped);
  claimNewProvider(scope, project, name);

  const resource = new IamWorkloadIdentityPoolProvider(scope, "provider", {
    provider,
    project,
    displayName: plainText(displayNameOf(issuer, options)),
    description: plainText(options.description),
    disabled: options.disabled,
    workloadIdentityPoolId: poolId,
    workloadIdentityPoolProviderId: providerId,
    attributeMapping: mapped,
    attributeCondition: attributeCondition(place, issuer, options),
    oidc: {
      issuerUri: issuer.url,
      allowedAudiences: [audience],
      jwksJson: issuer.jwksJson === undefined ? undefined : canonicalJwks(place, issuer.jwksJson),
    },
    lifecycle: options.preventDestroy ? { preventDestroy: true } : undefined,
    dependsOn: [pool],
  });
  if (options.importExisting) resource.importFrom(`${poolName(project, poolId)}/providers/${providerId}`, provider);
  return { provider: { ...name, issuer, audience, mapping, namespaces, dependsOn: [resource] }, resource };
}

/** What the user calls a pool or provider, or the issuer's name where it is short enough. */
export function displayNameOf(issuer: Issuer, { displayName }: { readonly displayName?: string }): string | undefined {
  const isShort = issuer.name.length <= GOOGLE_LIMITS.displayName.maxLength;
  return displayName ?? (isShort ? issuer.name : undefined);
}

/** The name that Terraform imports by. With the project's id: with its number, the next plan would replace the pool. */
function poolName(project: string, poolId: string): string {
  return `projects/${project}/locations/global/workloadIdentityPools/${poolId}`;
}

/** Whether its tokens are those of a cluster's ServiceAccounts. */
export function isOfCluster({ subjectPrefix }: Issuer): boolean {
  return subjectPrefix === SERVICE_ACCOUNTS;
}

/** Refuses what only tokens of clusters can answer. */
function checkKind(place: string, issuer: Issuer, { namespaces, longSubjects }: ProviderOptions): void {
  if (isOfCluster(issuer)) return;
  const asked = namespaces !== undefined ? "namespaces" : longSubjects === true ? "longSubjects: true" : undefined;
  if (asked === undefined) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `the pool of the issuer ${quoted(issuer.name)} has "${asked}", and its tokens are not those of a cluster's ServiceAccounts`,
    cure:
      namespaces !== undefined
        ? 'leave it out, or give the issuer of a cluster (its "subjectPrefix" is "system:serviceaccount:")'
        : 'name a short claim of its tokens: longSubjects: { shortClaim: "jti" }',
  });
}
