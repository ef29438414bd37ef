import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { IdentityRequest } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { TrustedIssuers } from "../core/trusted-issuers";
import { checkIssuer } from "./checks";
import {
  requestExistingServiceAccount,
  type ExistingGoogleServiceAccount,
  type ExistingServiceAccountOptions,
} from "./existing-google-service-account";
import { requestPrincipal, type GooglePrincipal, type GooglePrincipalOptions } from "./google-principal";
import { requestServiceAccount, type GoogleServiceAccount, type GoogleServiceAccountOptions } from "./google-service-account";
import type { IGooglePoolTrust } from "./i-google-trust";
import type { GoogleAccess } from "./access";
import { poolAccess } from "./pool-access";
import type { PoolProvider } from "./pool-trust";
import { claimPool } from "./owned";
import { defaultAudience } from "./principals";
import { EXISTING_GOOGLE_TRUST_PROPS } from "./trust-values";

/** A provider that exists in a workload identity pool of the project. */
export interface ExistingPoolProvider {
  readonly issuer: Issuer;
  readonly poolId: string;
  readonly providerId: string;
  /** One audience that the provider accepts. @default - the provider's own URL */
  readonly audience?: string;
  /**
   * Whether the provider maps `attribute.subject = assertion.sub`, and members are to compare that instead of `google.subject`.
   * @default - false
   */
  readonly longSubjects?: boolean;
}

/** A project whose pools and providers exist. */
export interface ExistingGoogleTrustProps {
  readonly providers: readonly ExistingPoolProvider[];
  /** The id of the project that holds the pools. */
  readonly project: string;
  /** The number of the same project: IAM members take the number only. */
  readonly projectNumber: string;
  /** The `google` Terraform provider. @default - the stack's default `google` provider */
  readonly provider?: TerraformProvider;
}

/** A project whose pools exist: see {@link GoogleTrust.fromProviders}. */
export class ExistingGoogleTrust extends Construct implements IGooglePoolTrust {
  readonly project: string;
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
  readonly access: GoogleAccess = poolAccess(this);
  private readonly providers: TrustedIssuers<PoolProvider>;

  constructor(scope: Construct, id: string, props: ExistingGoogleTrustProps) {
    super(scope, id);
    checkValues(this.node.path, "the trust", EXISTING_GOOGLE_TRUST_PROPS, props);
    this.project = props.project;
    this.projectNumber = props.projectNumber;
    this.provider = props.provider;
    this.providers = new TrustedIssuers(
      this,
      props.providers.map(({ issuer }) => issuer),
      (issuer, index) => {
        const { poolId = "", providerId = "", audience, longSubjects } = props.providers[index] ?? {};
        const name = { projectNumber: props.projectNumber, poolId, providerId };
        const mapping = { prefix: "", isLong: longSubjects ?? false };
        claimPool(this, this, poolId, issuer);
        return { ...name, issuer, audience: audience ?? defaultAudience(name), mapping, dependsOn: [] };
      },
    );
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
