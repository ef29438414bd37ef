import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { Issuer } from "../core/issuer";

/** What all roles of a trust have in common, unless a role says otherwise. */
export interface RoleDefaults {
  /** The managed policy that bounds every role. A role's own takes its place. @default - none */
  readonly permissionsBoundaryArn?: string;
  /** What derived role names begin with: up to 32 letters, digits and `_+=,.@-`. A role's own name stays as it is. @default - nothing */
  readonly roleNamePrefix?: string;
  /** The path of every role, which begins and ends with `/`. A role's own takes its place. @default - "/" */
  readonly rolePath?: string;
  /** Tags of everything that is created. A role's own tag of the same key wins. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What a role must know of the AWS account that it lives in: which issuers the account accepts, and how. */
export interface AwsOidcTrust extends Construct {
  /** The audiences that the account's OIDC providers accept. */
  readonly clientIds: readonly string[];
  /** The region whose STS endpoint pods call on clusters without the AWS webhook. */
  readonly region: string | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly roleDefaults: RoleDefaults;
  /** Whether the account has an OIDC provider for the issuer. */
  accepts(issuer: Issuer): boolean;
  /**
   * The ARN of the OIDC provider of an issuer.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  providerArn(issuer: Issuer): string;
  /**
   * The audiences that the OIDC provider of an issuer accepts.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  clientIdsOf(issuer: Issuer): readonly string[];
}
