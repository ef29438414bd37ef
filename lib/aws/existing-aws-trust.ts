import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkText, FederationError, isList, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import type { Issuer } from "../core/issuer";
import { TrustedIssuers } from "../core/trusted-issuers";
import { isKnown } from "../core/tokens";
import { requestRole, type AwsRole, type AwsRoleOptions } from "./aws-role";
import { checkIamArn } from "./checks";
import { requestExistingRole, type ExistingAwsRole, type ExistingAwsRoleOptions } from "./existing-aws-role";
import type { IAwsTrust } from "./i-aws-trust";
import type { RoleDefaults } from "./oidc-trust";
import { checkedClientIds, checkedRoleDefaults, checkIssuer, type CommonAwsTrustProps } from "./trust-props";

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

/** An AWS account whose OIDC providers exist: `AwsTrust.fromProviderArns`. */
export class ExistingAwsTrust extends Construct implements IAwsTrust {
  readonly clientIds: readonly string[];
  readonly region: string | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly roleDefaults: RoleDefaults;
  private readonly arns: TrustedIssuers<string>;

  constructor(scope: Construct, id: string, props: ExistingAwsTrustProps) {
    super(scope, id);
    this.clientIds = checkedClientIds(this, props);
    this.region = props.region;
    this.provider = props.provider;
    this.roleDefaults = checkedRoleDefaults(this, props);
    const providers = isList(props.providers) ? props.providers : [];
    for (const entry of providers as readonly (Partial<ExistingOidcProvider> | undefined)[]) {
      checkText(this, "a provider's issuer URL", entry?.issuer?.url);
    }
    this.arns = new TrustedIssuers(
      this,
      providers.map(({ issuer }) => issuer),
      (issuer, index) => {
        const arn = providers[index]?.arn ?? "";
        checkIssuer(this, issuer);
        checkArnOfIssuer(this.node.path, issuer, arn);
        return arn;
      },
    );
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
