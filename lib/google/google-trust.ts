import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { IamWorkloadIdentityPool } from "@cdktf/provider-google/lib/iam-workload-identity-pool";
import type { IamWorkloadIdentityPoolProvider } from "@cdktf/provider-google/lib/iam-workload-identity-pool-provider";
import { checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { TrustedIssuers } from "../core/trusted-issuers";
import { moveFrom } from "../core/move";
import type { GoogleAccess } from "./access";
import { checkIssuer, checkSettings } from "./checks";
import {
  requestExistingServiceAccount,
  type ExistingGoogleServiceAccount,
  type ExistingServiceAccountOptions,
} from "./existing-google-service-account";
import { checkExisting, noteExisting, type ExistingGoogleTrustProps, type ExistingPoolProvider } from "./existing-pool-provider";
import { requestPrincipal, type GooglePrincipal, type GooglePrincipalOptions } from "./google-principal";
import { requestServiceAccount, type GoogleServiceAccount, type GoogleServiceAccountOptions } from "./google-service-account";
import type { IGooglePoolTrust } from "./i-google-trust";
import { claimPool } from "./owned";
import { poolAccess } from "./pool-access";
import type { PoolOptions } from "./pool-options";
import type { PoolProvider } from "./pool-trust";
import { createPool, createProvider, derivedPoolId, displayNameOf } from "./pools";
import { defaultAudience } from "./principals";
import { EXISTING_GOOGLE_TRUST_PROPS, GOOGLE_TRUST_PROPS } from "./trust-values";

/** A project with a pool and a provider in it for each issuer: some are made, some exist. */
export interface GoogleTrustProps {
  /** The issuers that the project gets a pool for, with one provider each. @default - none is made */
  readonly issuers?: readonly Issuer[];
  /** The providers that the project has already, each alone in its pool. @default - none */
  readonly existing?: readonly ExistingPoolProvider[];
  /** The id of the project that holds the pools, and by default the service accounts and role bindings. */
  readonly project: string;
  /** The number of the same project: IAM members take the number only. */
  readonly projectNumber: string;
  /** Settings of single pools that are made, by the name of their issuer. @default - none */
  readonly pools?: Readonly<Record<string, PoolOptions>>;
  /** The `google` Terraform provider. @default - the stack's default `google` provider */
  readonly provider?: TerraformProvider;
}

/** The provider of an issuer, and what was made of it here. */
interface Provider {
  readonly provider: PoolProvider;
  readonly made?: { readonly pool: IamWorkloadIdentityPool; readonly resource: IamWorkloadIdentityPoolProvider };
}

/**
 * A Google Cloud project that accepts tokens of these issuers: a workload identity pool with one OIDC provider for each of `issuers`, and
 * what is there already for each of `existing`.
 *
 * A pool of its own for each issuer, because a member names a pool and a subject but no provider: in a shared pool the same
 * namespace and name on another cluster would be the same member. Google advises the same
 * (https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation); see {@link SharedGooglePool} for the
 * other way. The mapping is `google.subject = assertion.sub`, at most 127 bytes (`longSubjects` for more). A deleted pool and
 * a deleted provider keep their ids for 30 days: an issuer that is removed and added again within them fails with "already exists" until
 * **both** are undeleted and adopted (`pools: { eu: { importExisting: true } }`):
 * `gcloud iam workload-identity-pools undelete POOL --location=global --project=PROJECT`, then
 * `gcloud iam workload-identity-pools providers undelete PROVIDER --workload-identity-pool=POOL --location=global --project=PROJECT`.
 *
 * @throws FederationError GOOGLE_PROJECT_INVALID, GOOGLE_ID_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID,
 * ATTRIBUTE_CONDITION_MISSING, CONDITION_INVALID, NAMESPACE_INVALID, JWKS_INVALID, POOL_SHARED, FIELD_TOO_LONG
 * @example
 * import { GoogleTrust } from "cdktf-workload-identity/google";
 * const google = new GoogleTrust(this, "google", { issuers: [eu.issuer], project: "acme-prod", projectNumber: "123456789012" });
 */
export class GoogleTrust extends Construct implements IGooglePoolTrust {
  /**
   * A project whose pools and providers all exist already. Creates none.
   *
   * Each issuer must have a pool of its own there, mapped with `google.subject = assertion.sub` (or, with `longSubjects`,
   * `attribute.subject = assertion.sub`), whose condition states the issuer's subject prefix and claims: nothing here can check it.
   * @throws FederationError GOOGLE_PROJECT_INVALID, GOOGLE_ID_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID,
   * CONDITION_INVALID, POOL_SHARED, VALUE_MISSING
   */
  static fromProviders(scope: Construct, id: string, props: ExistingGoogleTrustProps): IGooglePoolTrust {
    checkValues(`${scope.node.path}/${id}`, "the trust", EXISTING_GOOGLE_TRUST_PROPS, props);
    const { providers, ...common } = props;
    return new GoogleTrust(scope, id, { ...common, existing: providers });
  }

  readonly project: string;
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
  readonly access: GoogleAccess = poolAccess(this);
  private readonly providers: TrustedIssuers<Provider>;

  constructor(scope: Construct, id: string, props: GoogleTrustProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the trust", GOOGLE_TRUST_PROPS, props);
    this.project = props.project;
    this.projectNumber = props.projectNumber;
    this.provider = props.provider;
    const { issuers = [], existing = [], pools = {} } = props;
    const all = [...issuers, ...existing.map(({ issuer }) => issuer)];
    this.providers = new TrustedIssuers(this, all, (issuer, index) => {
      const found = existing[index - issuers.length];
      return found === undefined ? this.make(issuer, pools[issuer.name] ?? {}) : this.adopt(found);
    });
    checkSettings(path, "pools", issuers, pools);
    checkConstructId(this);
  }

  poolProvider(issuer: Issuer): PoolProvider {
    return checkIssuer(this, issuer, this.providers.of(issuer).provider);
  }

  /**
   * Takes over the pool of one of `issuers` that the same state knows by another address: writes a `moved` block. Its id must be
   * `poolId`. A pool that Terraform does not know yet is taken over with `importExisting`.
   * @param address such as `google_iam_workload_identity_pool.eu`
   * @throws FederationError ISSUER_NOT_TRUSTED, ADDRESS_INVALID
   */
  movePool(issuer: Issuer, address: string): void {
    moveFrom(this, this.made(issuer).pool, address);
  }

  /**
   * Takes over the provider of one of `issuers` like {@link movePool}. Its id must be `providerId`.
   * @param address such as `google_iam_workload_identity_pool_provider.eu`
   * @throws FederationError ISSUER_NOT_TRUSTED, ADDRESS_INVALID
   */
  moveProvider(issuer: Issuer, address: string): void {
    moveFrom(this, this.made(issuer).resource, address);
  }

  serviceAccount(options: GoogleServiceAccountOptions = {}): IdentityRequest<GoogleServiceAccount> {
    return requestServiceAccount(this, options);
  }

  fromServiceAccountEmail(
    email: string,
    options: ExistingServiceAccountOptions = {},
  ): IdentityRequest<ExistingGoogleServiceAccount> {
    return requestExistingServiceAccount(this, email, options);
  }

  principal(options: GooglePrincipalOptions = {}): IdentityRequest<GooglePrincipal> {
    return requestPrincipal(this, options);
  }

  private make(issuer: Issuer, options: PoolOptions): Provider {
    const { path } = this.node;
    const poolId = options.poolId ?? derivedPoolId([this.node.id, issuer.name], [path, issuer.name]);
    claimPool(this, this, poolId, issuer);
    const scope = new Construct(this, issuer.name);
    const pool = createPool(scope, this, { ...options, poolId, displayName: displayNameOf(issuer, options) });
    const { provider, resource } = createProvider(scope, this, pool, { place: path, poolId, issuer, prefix: "", options });
    return { provider, made: { pool, resource } };
  }

  private adopt(existing: ExistingPoolProvider): Provider {
    const { issuer, poolId, providerId, audience, longSubjects = false } = existing;
    checkExisting(this.node.path, existing);
    claimPool(this, this, poolId, issuer);
    const name = { projectNumber: this.projectNumber, poolId, providerId };
    const mapping = { prefix: "", isLong: longSubjects };
    const provider = { ...name, issuer, audience: audience ?? defaultAudience(name), mapping, dependsOn: [] };
    noteExisting(this, provider, existing);
    return { provider };
  }

  private made(issuer: Issuer): NonNullable<Provider["made"]> {
    const { made } = this.providers.of(issuer);
    if (made !== undefined) return made;
    throw new FederationError(this, {
      code: "ISSUER_NOT_TRUSTED",
      what: `the pool of the issuer ${quoted(issuer.name)} is one of "existing", which this trust does not manage`,
      cure: 'name the issuer in "issuers" to have its pool managed here',
    });
  }
}
