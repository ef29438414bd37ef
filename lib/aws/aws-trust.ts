import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkTextValue, checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { claim } from "../core/owners";
import { plainTexts } from "../core/terraform-text";
import { TrustedIssuers } from "../core/trusted-issuers";
import { moveFrom } from "../core/move";
import { accountOfProvider } from "./account";
import { warnOfForeignPartition } from "./checks";
import { requestRole, type AwsRole, type AwsRoleOptions } from "./aws-role";
import { requestExistingRole, type ExistingAwsRole, type ExistingAwsRoleOptions } from "./existing-aws-role";
import { checkArnOfIssuer, noteProvider, type ExistingAwsTrustProps, type ExistingOidcProvider } from "./existing-oidc-provider";
import type { IAwsTrust } from "./i-aws-trust";
import type { RoleDefaults } from "./oidc-trust";
import { checkedRoleDefaults, checkIssuer, DEFAULT_CLIENT_IDS, type CommonAwsTrustProps } from "./trust-props";
import { AWS_TRUST_PROPS, EXISTING_TRUST_PROPS, PROVIDER_ARN } from "./trust-values";

/** An AWS account with an OIDC provider for each issuer: some are made, some exist. */
export interface AwsTrustProps extends CommonAwsTrustProps {
  /** The issuers that the account gets an OIDC provider for: IAM takes one an issuer and account. @default - none is made */
  readonly issuers?: readonly Issuer[];
  /** The OIDC providers that the account has already. @default - none */
  readonly existing?: readonly ExistingOidcProvider[];
  /**
   * SHA-1 thumbprints of the issuers' certificates, for the providers that are made. IAM ignores them for issuers with a publicly
   * trusted certificate.
   * @default - none
   */
  readonly thumbprints?: readonly string[];
}

/** An OIDC provider of the account: made here, or not. */
interface Provider {
  readonly arn: string;
  readonly clientIds: readonly string[];
  readonly resource?: IamOpenidConnectProvider;
}

/**
 * An AWS account that accepts tokens of these issuers: an `aws_iam_openid_connect_provider` for each of `issuers`, and what is there
 * already for each of `existing`.
 *
 * An account holds one OIDC provider per issuer. IAM fetches the issuer's keys over the internet, so the issuer must be public. At most
 * 100 OIDC providers an account by default
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 *
 * @throws FederationError ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID, ARN_INVALID, ROLE_NAME_INVALID, ROLE_PATH_INVALID,
 * TAG_INVALID, REGION_INVALID, OWNER_DUPLICATE, VALUE_MISSING
 * @example
 * import { AwsTrust } from "cdktf-workload-identity/aws";
 * const aws = new AwsTrust(this, "aws", { issuers: [eu.issuer, us.issuer], permissionsBoundaryArn: boundary.arn });
 */
export class AwsTrust extends Construct implements IAwsTrust {
  /**
   * An account whose OIDC providers all exist already. Creates nothing.
   * @throws FederationError ARN_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID, ROLE_NAME_INVALID, ROLE_PATH_INVALID,
   * TAG_INVALID, REGION_INVALID, VALUE_MISSING
   */
  static fromProviderArns(scope: Construct, id: string, props: ExistingAwsTrustProps): IAwsTrust {
    checkValues(`${scope.node.path}/${id}`, "the trust", EXISTING_TRUST_PROPS, props);
    const { providers, ...common } = props;
    return new AwsTrust(scope, id, { ...common, existing: providers });
  }

  readonly clientIds: readonly string[];
  readonly region: string | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly roleDefaults: RoleDefaults;
  private readonly providers: TrustedIssuers<Provider>;

  constructor(scope: Construct, id: string, props: AwsTrustProps) {
    super(scope, id);
    checkValues(this.node.path, "the trust", AWS_TRUST_PROPS, props);
    const { issuers = [], existing = [] } = props;
    this.clientIds = [...(props.clientIds ?? DEFAULT_CLIENT_IDS)];
    this.region = props.region;
    this.provider = props.provider;
    this.roleDefaults = checkedRoleDefaults(this, props);
    const all = [...issuers, ...existing.map(({ issuer }) => issuer)];
    this.providers = new TrustedIssuers(this, all, (issuer, index) => {
      checkIssuer(this, issuer);
      const found = existing[index - issuers.length];
      return found === undefined ? this.make(issuer, props) : this.adopt(found);
    });
    checkConstructId(this);
  }

  accepts(issuer: Issuer): boolean {
    return this.providers.has(issuer);
  }

  providerArn(issuer: Issuer): string {
    return this.providers.of(issuer).arn;
  }

  clientIdsOf(issuer: Issuer): readonly string[] {
    return this.providers.of(issuer).clientIds;
  }

  /**
   * Takes over the OIDC provider of one of `issuers` that was made by hand: writes an import block, and the next apply changes what differs.
   * @param arn the provider's ARN
   * @throws FederationError ISSUER_NOT_TRUSTED, ARN_INVALID
   */
  importProvider(issuer: Issuer, arn: string): void {
    checkTextValue(this.node.path, PROVIDER_ARN, arn);
    checkArnOfIssuer(this.node.path, issuer, arn);
    this.made(issuer).importFrom(arn, this.provider);
  }

  /**
   * Takes over the OIDC provider of one of `issuers` that the same state knows by another address: writes a `moved` block.
   * @param address such as `aws_iam_openid_connect_provider.eu`
   * @throws FederationError ISSUER_NOT_TRUSTED, ADDRESS_INVALID
   */
  moveProvider(issuer: Issuer, address: string): void {
    moveFrom(this, this.made(issuer), address);
  }

  role(options: AwsRoleOptions = {}): IdentityRequest<AwsRole> {
    return requestRole(this, options);
  }

  fromRoleArn(arn: string, options: ExistingAwsRoleOptions = {}): IdentityRequest<ExistingAwsRole> {
    return requestExistingRole(this, arn, options);
  }

  private make(issuer: Issuer, { provider, thumbprints, tags }: AwsTrustProps): Provider {
    claim(this, {
      kind: "aws oidc provider",
      key: [accountOfProvider(this, provider), issuer.url],
      noun: `the OIDC provider of the issuer ${quoted(issuer.name)} (${issuer.url})`,
      cure: 'an account takes one an issuer: share one AwsTrust, or name what the other one makes in "existing"',
    });
    const resource = new IamOpenidConnectProvider(this, issuer.name, {
      provider,
      url: issuer.url,
      clientIdList: [...this.clientIds],
      thumbprintList: thumbprints && [...thumbprints],
      tags: tags && plainTexts(tags),
    });
    return { arn: resource.arn, clientIds: this.clientIds, resource };
  }

  private adopt(found: ExistingOidcProvider): Provider {
    const { issuer, arn, clientIds = this.clientIds } = found;
    checkArnOfIssuer(this.node.path, issuer, arn);
    warnOfForeignPartition(this, this.region, [arn]);
    noteProvider(this, found, clientIds, this.provider);
    return { arn, clientIds };
  }

  private made(issuer: Issuer): IamOpenidConnectProvider {
    const { resource } = this.providers.of(issuer);
    if (resource !== undefined) return resource;
    throw new FederationError(this, {
      code: "ISSUER_NOT_TRUSTED",
      what: `the OIDC provider of the issuer ${quoted(issuer.name)} is one of "existing", which this trust does not manage`,
      cure: 'name the issuer in "issuers" to have its provider managed here',
    });
  }
}
