import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import type { IdentityRequest } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { TrustedIssuers } from "../core/trusted-issuers";
import type { GoogleAccess } from "./access";
import { checkIssuer, checkSettings } from "./checks";
import {
  requestExistingServiceAccount,
  type ExistingGoogleServiceAccount,
  type ExistingServiceAccountOptions,
} from "./existing-google-service-account";
import { ExistingGoogleTrust, type ExistingGoogleTrustProps } from "./existing-google-trust";
import { requestPrincipal, type GooglePrincipal, type GooglePrincipalOptions } from "./google-principal";
import { requestServiceAccount, type GoogleServiceAccount, type GoogleServiceAccountOptions } from "./google-service-account";
import type { IGooglePoolTrust } from "./i-google-trust";
import { claimPool } from "./owned";
import { poolAccess } from "./pool-access";
import type { PoolOptions } from "./pool-options";
import type { PoolProvider } from "./pool-trust";
import { GOOGLE_TRUST_PROPS } from "./trust-values";
import { createPool, createProvider, derivedPoolId, displayNameOf } from "./pools";

/** A project that gets a pool with one provider for each issuer. */
export interface GoogleTrustProps {
  /** The issuers that the project accepts: a pool with one provider each. */
  readonly issuers: readonly Issuer[];
  /** The id of the project that holds the pools, and by default the service accounts and role bindings. */
  readonly project: string;
  /** The number of the same project: IAM members take the number only. */
  readonly projectNumber: string;
  /** Settings of single pools, by the name of their issuer. @default - none */
  readonly pools?: Readonly<Record<string, PoolOptions>>;
  /** The `google` Terraform provider. @default - the stack's default `google` provider */
  readonly provider?: TerraformProvider;
}

/**
 * A Google Cloud project that accepts tokens of these issuers: for each a workload identity pool with one OIDC provider.
 *
 * A pool of its own for each issuer, because a member names a pool and a subject but no provider: in a shared pool the same
 * namespace and name on another cluster would be the same member. Google advises the same
 * (https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation); see {@link SharedGooglePool} for the
 * other way. The mapping is `google.subject = assertion.sub`, at most 127 bytes (`longSubjects` for more). A deleted pool keeps its
 * id for 30 days (`importExisting`).
 *
 * @throws FederationError GOOGLE_PROJECT_INVALID, GOOGLE_ID_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID,
 * ATTRIBUTE_CONDITION_MISSING, CONDITION_INVALID, NAMESPACE_INVALID, JWKS_INVALID, POOL_SHARED, FIELD_TOO_LONG
 * @example
 * import { GoogleTrust } from "cdktf-workload-identity/google";
 * const google = new GoogleTrust(this, "google", { issuers: [eu.issuer], project: "acme-prod", projectNumber: "123456789012" });
 */
export class GoogleTrust extends Construct implements IGooglePoolTrust {
  /**
   * A project whose pools and providers exist already. Creates none.
   *
   * Each issuer must have a pool of its own there, mapped with `google.subject = assertion.sub` (or, with `longSubjects`,
   * `attribute.subject = assertion.sub`), whose condition states the issuer's subject prefix and claims: nothing here can check it.
   * @throws FederationError GOOGLE_PROJECT_INVALID, GOOGLE_ID_INVALID, ISSUER_DUPLICATE, POOL_SHARED
   */
  static fromProviders(scope: Construct, id: string, props: ExistingGoogleTrustProps): IGooglePoolTrust {
    return new ExistingGoogleTrust(scope, id, props);
  }

  readonly project: string;
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
  readonly access: GoogleAccess = poolAccess(this);
  private readonly providers: TrustedIssuers<PoolProvider>;

  constructor(scope: Construct, id: string, props: GoogleTrustProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the trust", GOOGLE_TRUST_PROPS, props);
    this.project = props.project;
    this.projectNumber = props.projectNumber;
    this.provider = props.provider;
    this.providers = new TrustedIssuers(this, props.issuers, (issuer) =>
      this.createPool(issuer, props.pools?.[issuer.name] ?? {}),
    );
    checkSettings(path, "pools", props.issuers, props.pools ?? {});
    checkConstructId(this);
  }

  poolProvider(issuer: Issuer): PoolProvider {
    return checkIssuer(this, issuer, this.providers.of(issuer));
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

  private createPool(issuer: Issuer, options: PoolOptions): PoolProvider {
    const { path } = this.node;
    const poolId = options.poolId ?? derivedPoolId([this.node.id, issuer.name], [path, issuer.name]);
    claimPool(this, this, poolId, issuer);
    const scope = new Construct(this, issuer.name);
    const pool = createPool(scope, this, { ...options, poolId, displayName: displayNameOf(issuer, options) });
    return createProvider(scope, this, pool, { place: path, poolId, issuer, prefix: "", options });
  }
}
