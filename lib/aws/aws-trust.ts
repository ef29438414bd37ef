import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Annotations, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import { checkDistinct, nearMiss, type Issuer } from "../core/issuer";
import { isKnown } from "../core/tokens";
import { requestRole, type AwsRole, type AwsRoleOptions } from "./aws-role";
import { checkClientIds, checkIamArn, checkIssuerForAws, checkTags, checkThumbprints } from "./checks";
import type { AwsOidcTrust } from "./oidc-trust";

/** What every trust of an AWS account takes. */
export interface CommonAwsTrustProps {
  /**
   * The audiences that the OIDC providers accept. Roles trust the first one, unless they name another.
   * @default - ["sts.amazonaws.com"], what the EKS webhook asks for in every partition
   */
  readonly clientIds?: readonly string[];
  /**
   * The region whose STS endpoint pods call on clusters without the AWS webhook (it becomes `AWS_REGION` and `AWS_DEFAULT_REGION`).
   * @default - not set: the pod must know its region itself
   */
  readonly region?: string;
  /** The `aws` Terraform provider of the account. @default - the stack's default `aws` provider */
  readonly provider?: TerraformProvider;
}

/** An AWS account that gets an OIDC provider for each issuer. */
export interface AwsTrustProps extends CommonAwsTrustProps {
  /** The issuers that the account accepts. IAM takes one OIDC provider an issuer and account. */
  readonly issuers: readonly Issuer[];
  /**
   * SHA-1 thumbprints of the issuers' certificates. IAM ignores them for issuers with a publicly trusted certificate.
   * @default - none
   */
  readonly thumbprints?: readonly string[];
  /** Tags of the OIDC providers. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** An OIDC provider that exists in the account. */
export interface ExistingOidcProvider {
  readonly issuer: Issuer;
  /** `arn:<partition>:iam::<account>:oidc-provider/<issuer without https://>`. May be a token. */
  readonly arn: string;
}

/** An AWS account whose OIDC providers exist. */
export interface ExistingAwsTrustProps extends CommonAwsTrustProps {
  readonly providers: readonly ExistingOidcProvider[];
}

/** An AWS account that accepts tokens of one or more issuers. */
export interface IAwsTrust extends AwsOidcTrust {
  /** Asks for an IAM role: one for each workload that names it. */
  role(options?: AwsRoleOptions): IdentityRequest<AwsRole>;
}

/**
 * An AWS account that accepts tokens of these issuers: one `aws_iam_openid_connect_provider` each.
 *
 * An account holds one OIDC provider per issuer: where it exists, use {@link AwsTrust.fromProviderArns}. IAM fetches the issuer's
 * keys over the internet, so the issuer must be public. At most 100 OIDC providers an account by default
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
 *
 * @throws FederationError ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID, TAG_INVALID
 * @example
 * const aws = new AwsTrust(this, "aws", { issuers: [eu.issuer, us.issuer] });
 */
export class AwsTrust extends Construct implements IAwsTrust {
  /**
   * An account whose OIDC providers exist already. Creates nothing.
   * @throws FederationError ARN_INVALID, ISSUER_INVALID, ISSUER_DUPLICATE, AUDIENCE_INVALID
   */
  static fromProviderArns(scope: Construct, id: string, props: ExistingAwsTrustProps): IAwsTrust {
    return new ExistingAwsTrust(scope, id, props);
  }

  readonly clientIds: readonly string[];
  readonly region: string | undefined;
  readonly provider: TerraformProvider | undefined;
  private readonly arns: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: AwsTrustProps) {
    super(scope, id);
    this.clientIds = checkedClientIds(this, props);
    this.region = props.region;
    this.provider = props.provider;
    checkIssuers(this, props.issuers);
    checkThumbprints(this.node.path, props.thumbprints ?? []);
    checkTags(this.node.path, props.tags ?? {});
    this.arns = new Map(
      props.issuers.map((issuer) => [
        issuer.url,
        new IamOpenidConnectProvider(this, issuer.name, {
          provider: props.provider,
          url: issuer.url,
          clientIdList: [...this.clientIds],
          thumbprintList: props.thumbprints && [...props.thumbprints],
          tags: props.tags && { ...props.tags },
        }).arn,
      ]),
    );
  }

  providerArn(issuer: Issuer): string {
    return trustedArn(this, this.arns, issuer);
  }

  role(options: AwsRoleOptions = {}): IdentityRequest<AwsRole> {
    return requestRole(this, options);
  }
}

class ExistingAwsTrust extends Construct implements IAwsTrust {
  readonly clientIds: readonly string[];
  readonly region: string | undefined;
  readonly provider: TerraformProvider | undefined;
  private readonly arns: ReadonlyMap<string, string>;

  constructor(scope: Construct, id: string, props: ExistingAwsTrustProps) {
    super(scope, id);
    this.clientIds = checkedClientIds(this, props);
    this.region = props.region;
    this.provider = props.provider;
    checkIssuers(
      this,
      props.providers.map(({ issuer }) => issuer),
    );
    for (const { issuer, arn } of props.providers) checkArnOfIssuer(this.node.path, issuer, arn);
    this.arns = new Map(props.providers.map(({ issuer, arn }) => [issuer.url, arn]));
  }

  providerArn(issuer: Issuer): string {
    return trustedArn(this, this.arns, issuer);
  }

  role(options: AwsRoleOptions = {}): IdentityRequest<AwsRole> {
    return requestRole(this, options);
  }
}

function checkedClientIds(trust: Construct, props: CommonAwsTrustProps): readonly string[] {
  const clientIds = props.clientIds ?? ["sts.amazonaws.com"];
  checkClientIds(trust.node.path, clientIds);
  return clientIds;
}

function checkIssuers(trust: Construct, issuers: readonly Issuer[]): void {
  if (issuers.length === 0) {
    throw new FederationError(trust, {
      code: "ISSUER_INVALID",
      what: "the list of issuers is empty",
      cure: "name at least one issuer, such as cluster.issuer",
    });
  }
  checkDistinct(trust.node.path, issuers);
  for (const issuer of issuers) {
    checkIssuerForAws(trust.node.path, issuer);
    if (issuer.jwksJson !== undefined) {
      Annotations.of(trust).addWarning(
        `AWS does not take the inline keys of the issuer ${quoted(issuer.name)}: it fetches them from ${issuer.url}, which must be reachable from the internet`,
      );
    }
  }
}

/** An ARN that belongs to another issuer would pair this issuer's condition keys with the other's tokens: nobody gets in. */
function checkArnOfIssuer(place: string, issuer: Issuer, arn: string): void {
  checkIamArn(place, `the OIDC provider of issuer ${quoted(issuer.name)}`, arn, "oidc-provider");
  if (!isKnown(arn) || !isKnown(issuer.url)) return;
  const named = arn.slice(arn.indexOf(":oidc-provider/") + ":oidc-provider/".length);
  if (named === issuer.hostAndPath) return;
  throw new FederationError(place, {
    code: "ARN_INVALID",
    what: `the ARN ${quoted(arn)} is of the issuer "https://${named}", not of ${quoted(issuer.url)}`,
    cure: "pair each issuer with the ARN of its own OIDC provider; letter case and a trailing slash count",
  });
}

function trustedArn(trust: Construct, arns: ReadonlyMap<string, string>, issuer: Issuer): string {
  const arn = arns.get(issuer.url);
  if (arn !== undefined) return arn;
  const near = nearMiss(issuer.url, [...arns.keys()]);
  throw new FederationError(trust, {
    code: "ISSUER_NOT_TRUSTED",
    what: `the issuer ${quoted(issuer.name)} (${issuer.url}) is not one that this trust accepts${near === undefined ? "" : ` (${near})`}`,
    cure: 'add it to the "issuers" of the trust, or leave its cluster out of the workload',
  });
}
