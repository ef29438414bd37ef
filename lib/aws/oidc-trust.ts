import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { Issuer } from "../core/issuer";

/** What a role must know of the AWS account that it lives in: which issuers the account accepts, and how. */
export interface AwsOidcTrust extends Construct {
  /** The audiences that the account's OIDC providers accept. */
  readonly clientIds: readonly string[];
  /** The region whose STS endpoint pods call on clusters without the AWS webhook. */
  readonly region: string | undefined;
  readonly provider: TerraformProvider | undefined;
  /**
   * The ARN of the OIDC provider of an issuer.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  providerArn(issuer: Issuer): string;
}
