import { IamWorkloadIdentityPool } from "@cdktf/provider-google/lib/iam-workload-identity-pool";
import { IamWorkloadIdentityPoolProvider } from "@cdktf/provider-google/lib/iam-workload-identity-pool-provider";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { derivedName } from "../core/derived-name";
import { FederationError } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import { checkDistinct, type Issuer } from "../core/issuer";
import { attributeCondition } from "./attribute-condition";
import { checkAudience, checkDisplayName, checkPoolId, checkPoolsDistinct, checkProject, trustedProvider } from "./checks";
import { ExistingGoogleTrust, type ExistingGoogleTrustProps } from "./existing-google-trust";
import {
  requestExistingServiceAccount,
  type ExistingGoogleServiceAccount,
  type ExistingServiceAccountOptions,
} from "./existing-google-service-account";
import { requestPrincipal, type GooglePrincipal, type GooglePrincipalOptions } from "./google-principal";
import { requestServiceAccount, type GoogleServiceAccount, type GoogleServiceAccountOptions } from "./google-service-account";
import type { IGoogleTrust } from "./i-google-trust";
import { GOOGLE_LIMITS } from "./limits";
import type { PoolProvider } from "./pool-trust";
import { defaultAudience } from "./principals";

/** What a user may say of the pool of one issuer. */
export interface PoolOptions {
  /** 4 to 32 characters of a-z, 0-9 and `-`, not beginning with `gcp-`. @default - derived, with a stable hash */
  readonly poolId?: string;
  /** As `poolId`. @default - derived, with a stable hash */
  readonly providerId?: string;
  /** The one audience that the pool's provider accepts. @default - the provider's own URL */
  readonly audience?: string;
  /** Up to 32 characters. @default - the issuer's name, where it is short enough */
  readonly displayName?: string;
  /** @default - none */
  readonly description?: string;
  /** A further condition on every token, in CEL over `assertion`. @default - none beyond the issuer's own */
  readonly attributeCondition?: string;
}

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
 * (https://cloud.google.com/iam/docs/best-practices-for-using-workload-identity-federation). A deleted pool keeps its id for
 * 30 days. The mapping is `google.subject = assertion.sub`, at most 127 bytes.
 *
 * @throws FederationError GOOGLE_PROJECT_INVALID, GOOGLE_ID_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID,
 * ATTRIBUTE_CONDITION_MISSING, FIELD_TOO_LONG
 * @example
 * const google = new GoogleTrust(this, "google", { issuers: [eu.issuer], project: "acme-prod", projectNumber: "123456789012" });
 */
export class GoogleTrust extends Construct implements IGoogleTrust {
  /**
   * A project whose pools and providers exist already. Creates none.
   *
   * Each issuer must have a pool of its own there, mapped with `google.subject = assertion.sub`.
   * @throws FederationError GOOGLE_PROJECT_INVALID, GOOGLE_ID_INVALID, ISSUER_DUPLICATE, POOL_SHARED
   */
  static fromProviders(scope: Construct, id: string, props: ExistingGoogleTrustProps): IGoogleTrust {
    return new ExistingGoogleTrust(scope, id, props);
  }

  readonly project: string;
  readonly projectNumber: string;
  readonly provider: TerraformProvider | undefined;
  private readonly providers: ReadonlyMap<string, PoolProvider>;

  constructor(scope: Construct, id: string, props: GoogleTrustProps) {
    super(scope, id);
    const { path } = this.node;
    checkProject(path, props.project, props.projectNumber);
    checkIssuers(path, props);
    this.project = props.project;
    this.projectNumber = props.projectNumber;
    this.provider = props.provider;
    this.providers = new Map(
      props.issuers.map((issuer) => [issuer.url, this.createPool(issuer, props.pools?.[issuer.name] ?? {})]),
    );
    checkPoolsDistinct(path, [...this.providers.values()]);
  }

  poolProvider(issuer: Issuer): PoolProvider {
    return trustedProvider(this.node.path, this.providers, issuer);
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
    const { maxLength, reservedPrefix } = GOOGLE_LIMITS.poolId;
    const rule = { maxLength, reservedPrefix, lowerCase: true };
    const poolId = options.poolId ?? derivedName([this.node.id, issuer.name], [path, issuer.name], rule);
    const providerId = options.providerId ?? derivedName([issuer.name], [issuer.name], rule);
    checkPoolId(path, "pool", poolId);
    checkPoolId(path, "provider", providerId);
    checkDisplayName(path, options.displayName, GOOGLE_LIMITS.displayName.maxLength);
    const short = issuer.name.length <= GOOGLE_LIMITS.displayName.maxLength ? issuer.name : undefined;
    const displayName = options.displayName ?? short;
    const name = { projectNumber: this.projectNumber, poolId, providerId };
    const audience = options.audience ?? defaultAudience(name);
    checkAudience(path, audience);

    const scope = new Construct(this, issuer.name);
    const common = { provider: this.provider, project: this.project, displayName, description: options.description };
    const pool = new IamWorkloadIdentityPool(scope, "pool", { ...common, workloadIdentityPoolId: poolId });
    const provider = new IamWorkloadIdentityPoolProvider(scope, "provider", {
      ...common,
      workloadIdentityPoolId: poolId,
      workloadIdentityPoolProviderId: providerId,
      attributeMapping: { "google.subject": "assertion.sub" },
      attributeCondition: attributeCondition(path, issuer, options.attributeCondition),
      oidc: { issuerUri: issuer.url, allowedAudiences: [audience], jwksJson: issuer.jwksJson },
      dependsOn: [pool],
    });
    return { ...name, audience, dependsOn: [provider] };
  }
}

function checkIssuers(place: string, { issuers, pools = {} }: GoogleTrustProps): void {
  if (issuers.length === 0) {
    throw new FederationError(place, {
      code: "ISSUER_INVALID",
      what: "the list of issuers is empty",
      cure: "name at least one issuer, such as cluster.issuer",
    });
  }
  checkDistinct(place, issuers);
  const stray = Object.keys(pools).find((name) => !issuers.some((issuer) => issuer.name === name));
  if (stray === undefined) return;
  throw new FederationError(place, {
    code: "ISSUER_INVALID",
    what: `"pools" has settings for "${stray}", and no issuer has that name`,
    cure: `use the names of the issuers: ${issuers.map(({ name }) => name).join(", ")}`,
  });
}
