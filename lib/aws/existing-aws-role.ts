import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { JobSettings } from "../core/job-settings";
import { warnOfForeignPartition } from "./checks";
import type { AwsOidcTrust } from "./oidc-trust";
import { EXISTING_ROLE_PROPS } from "./role-values";
import { roleJobSettings, roleSettings, type RoleSettingsProps } from "./role-settings";
import { audienceOf } from "./web-identity";

/** What a user may say of a role that exists. */
export interface ExistingAwsRoleOptions {
  /** The audience that the role trusts: one of the trust's `clientIds`. @default - the first of them */
  readonly audience?: string;
}

/** A role that exists, the trust that it belongs to, and who asks for it. */
export interface ExistingAwsRoleProps extends ExistingAwsRoleOptions {
  /** `arn:<partition>:iam::<account>:role/<path and name>`. May be a token. */
  readonly arn: string;
  readonly trust: AwsOidcTrust;
  readonly sources: readonly TokenSource[];
}

export function requestExistingRole(
  trust: AwsOidcTrust,
  arn: string,
  options: ExistingAwsRoleOptions,
): IdentityRequest<ExistingAwsRole> {
  return { federate: (scope, id, sources) => new ExistingAwsRole(scope, id, { ...options, arn, trust, sources }) };
}

/**
 * An IAM role that somebody else made: ServiceAccounts are annotated and pods are wired for it, and nothing is created in AWS.
 *
 * Nobody checks here that the role trusts the workload. Its trust policy must accept the workload's issuers, subject and audience,
 * or STS answers "Not authorized to perform sts:AssumeRoleWithWebIdentity".
 *
 * @throws FederationError ARN_INVALID, ISSUER_NOT_TRUSTED, AUDIENCE_INVALID
 * @example
 * const identities = { aws: aws.fromRoleArn("arn:aws:iam::111122223333:role/orders") };
 */
export class ExistingAwsRole extends Construct implements Identity {
  readonly arn: string;
  /** The audience that the pods' tokens carry. */
  readonly audience: string;
  private readonly settings: RoleSettingsProps;

  constructor(scope: Construct, id: string, props: ExistingAwsRoleProps) {
    super(scope, id);
    checkValues(this.node.path, "the role", EXISTING_ROLE_PROPS, props);
    const { arn, audience, trust, sources } = props;
    warnOfForeignPartition(this, trust.region, [arn]);
    // STS looks for the issuer's provider before it reads the role.
    for (const { issuer } of sources) trust.providerArn(issuer);
    this.arn = arn;
    this.audience = audienceOf(this.node.path, trust, audience);
    this.settings = { roleArn: arn, audience: this.audience, region: trust.region };
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return identitySettings(roleSettings(this.settings, cluster, tokens));
  }

  jobSettings(): JobSettings {
    return roleJobSettings(this.settings);
  }
}
