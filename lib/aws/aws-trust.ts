import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { IdentityRequest } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { TrustedIssuers } from "../core/trusted-issuers";
import { requestRole, type AwsRole, type AwsRoleOptions } from "./aws-role";
import { checkThumbprints } from "./checks";
import { requestExistingRole, type ExistingAwsRole, type ExistingAwsRoleOptions } from "./existing-aws-role";
import { ExistingAwsTrust, type ExistingAwsTrustProps } from "./existing-aws-trust";
import type { IAwsTrust } from "./i-aws-trust";
import type { RoleDefaults } from "./oidc-trust";
import { checkedClientIds, checkedRoleDefaults, checkIssuer, type CommonAwsTrustProps } from "./trust-props";

/** An AWS account that gets an OIDC provider for each issuer. */
export interface AwsTrustProps extends CommonAwsTrustProps {
  /** The issuers that the account accepts. IAM takes one OIDC provider an issuer and account. */
  readonly issuers: readonly Issuer[];
  /**
   * SHA-1 thumbprints of the issuers' certificates. IAM ignores them for issuers with a publicly trusted certificate.
   * @default - none
   */
  readonly thumbprints?: readonly string[];
}

/**
 * An AWS account that accepts tokens of these issuers: one `aws_iam_openid_connect_provider` each.
 *
 * An account holds one OIDC provider per issuer: where it exists, use {@link AwsTrust.fromProviderArns}. IAM fetches the issuer's
 * keys over the internet, so the issuer must be public. At most 100 OIDC providers an account by default
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 *
 * @throws FederationError ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID, ARN_INVALID, ROLE_NAME_INVALID, ROLE_PATH_INVALID,
 * TAG_INVALID
 * @example
 * import { AwsTrust } from "cdktf-workload-identity/aws";
 * const aws = new AwsTrust(this, "aws", { issuers: [eu.issuer, us.issuer], permissionsBoundaryArn: boundary.arn });
 */
export class AwsTrust extends Construct implements IAwsTrust {
  /**
   * An account whose OIDC providers exist already. Creates nothing.
   * @throws FederationError ARN_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID, ROLE_NAME_INVALID, ROLE_PATH_INVALID,
   * TAG_INVALID
   */
  static fromProviderArns(scope: Construct, id: string, props: ExistingAwsTrustProps): IAwsTrust {
    return new ExistingAwsTrust(scope, id, props);
  }

  readonly clientIds: readonly string[];
  readonly region: string | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly roleDefaults: RoleDefaults;
  private readonly arns: TrustedIssuers<string>;

  constructor(scope: Construct, id: string, props: AwsTrustProps) {
    super(scope, id);
    this.clientIds = checkedClientIds(this, props);
    this.region = props.region;
    this.provider = props.provider;
    this.roleDefaults = checkedRoleDefaults(this, props);
    checkThumbprints(this.node.path, props.thumbprints ?? []);
    this.arns = new TrustedIssuers(this, props.issuers, (issuer) => {
      checkIssuer(this, issuer);
      const provider = new IamOpenidConnectProvider(this, issuer.name, {
        provider: props.provider,
        url: issuer.url,
        clientIdList: [...this.clientIds],
        thumbprintList: props.thumbprints && [...props.thumbprints],
        tags: props.tags && { ...props.tags },
      });
      return provider.arn;
    });
  }

  accepts(issuer: Issuer): boolean {
    return this.arns.has(issuer);
  }

  providerArn(issuer: Issuer): string {
    return this.arns.of(issuer);
  }

  role(options: AwsRoleOptions = {}): IdentityRequest<AwsRole> {
    return requestRole(this, options);
  }

  fromRoleArn(arn: string, options: ExistingAwsRoleOptions = {}): IdentityRequest<ExistingAwsRole> {
    return requestExistingRole(this, arn, options);
  }
}
