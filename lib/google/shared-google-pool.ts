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
import { requestPrincipal, type GooglePrincipal, type GooglePrincipalOptions } from "./google-principal";
import { requestServiceAccount, type GoogleServiceAccount, type GoogleServiceAccountOptions } from "./google-service-account";
import type { IGooglePoolTrust } from "./i-google-trust";
import { claimPool } from "./owned";
import { poolAccess } from "./pool-access";
import type { ProviderOptions } from "./pool-options";
import type { PoolProvider } from "./pool-trust";
import { SHARED_GOOGLE_POOL_PROPS } from "./trust-values";
import { createPool, createProvider, derivedPoolId } from "./pools";

/** A project that gets one pool for all issuers, with a provider for each. */
export interface SharedGooglePoolProps {
  /** The issuers that the pool accepts: a provider each. */
  readonly issuers: readonly Issuer[];
  /** The id of the project that holds the pool, and by default the service accounts and role bindings. */
  readonly project: string;
  /** The number of the same project: IAM members take the number only. */
  readonly projectNumber: string;
  /** 4 to 32 characters of a-z, 0-9 and `-`, not beginning with `gcp-`. @default - derived, with a stable hash */
  readonly poolId?: string;
  /** Of the pool, up to 32 characters. @default - none */
  readonly displayName?: string;
  /** Of the pool. @default - none */
  readonly description?: string;
  /** Whether the pool exchanges no token, and refuses those that it exchanged before. @default - false */
  readonly disabled?: boolean;
  /** Adopts the pool that has this id: see {@link ProviderOptions.importExisting}. @default - false */
  readonly importExisting?: boolean;
  /** Whether Terraform refuses to destroy the pool. @default - false */
  readonly preventDestroy?: boolean;
  /** Settings of single providers, by the name of their issuer. @default - none */
  readonly providers?: Readonly<Record<string, ProviderOptions>>;
  /** The `google` Terraform provider. @default - the stack's default `google` provider */
  readonly provider?: TerraformProvider;
}

/**
 * A Google Cloud project that accepts tokens of these issuers in one pool, with a provider for each.
 *
 * A member names a pool and a subject but not who vouched for it. So each provider maps `google.subject` to the issuer's name, `::`
 * and the subject: two clusters never become each other, because no issuer's name holds a colon. The 127 bytes of `google.subject`
 * count the name too. Renaming an issuer replaces its members; adding one changes nothing else. Where nothing forces one pool, take
 * {@link GoogleTrust}: Google advises a pool for each issuer
 * (https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation).
 *
 * @throws FederationError GOOGLE_PROJECT_INVALID, GOOGLE_ID_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID,
 * ATTRIBUTE_CONDITION_MISSING, CONDITION_INVALID, NAMESPACE_INVALID, JWKS_INVALID, FIELD_TOO_LONG
 * @example
 * import { SharedGooglePool } from "cdktf-workload-identity/google";
 * const google = new SharedGooglePool(this, "google", {
 *   issuers: [eu.issuer, us.issuer],
 *   project: "acme-prod",
 *   projectNumber: "123456789012",
 * });
 */
export class SharedGooglePool extends Construct implements IGooglePoolTrust {
  readonly project: string;
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
  readonly access: GoogleAccess = poolAccess(this);
  private readonly providers: TrustedIssuers<PoolProvider>;

  constructor(scope: Construct, id: string, props: SharedGooglePoolProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the pool", SHARED_GOOGLE_POOL_PROPS, props);
    const { issuers, providers = {}, poolId = derivedPoolId([id], [path]) } = props;
    checkSettings(path, "providers", issuers, providers);
    claimPool(this, props, poolId, "shared");
    this.project = props.project;
    this.projectNumber = props.projectNumber;
    this.provider = props.provider;
    const { displayName, description, disabled, importExisting, preventDestroy } = props;
    const pool = createPool(this, this, { poolId, displayName, description, disabled, importExisting, preventDestroy });
    const scopes = new Construct(this, "issuer");
    this.providers = new TrustedIssuers(this, issuers, (issuer) => {
      const options = providers[issuer.name] ?? {};
      const scope = new Construct(scopes, issuer.name);
      return createProvider(scope, this, pool, { place: path, poolId, issuer, prefix: `${issuer.name}::`, options }).provider;
    });
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
}
