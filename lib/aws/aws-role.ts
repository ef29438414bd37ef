import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import { importRole, moveRole, moveRolePolicy } from "./adopt-role";
import { assumeRoleStatement, type AssumeRoleStatement } from "./assume-role";
import { warnOfForeignPartition } from "./checks";
import { createRole, type CreatedRole } from "./iam-role";
import { AWS_LIMITS } from "../facts/aws";
import type { AwsOidcTrust } from "./oidc-trust";
import { checkTrustPolicySize, leastPolicySize, withLeastArns } from "./policy-size";
import type { RoleOptions } from "./role-options";
import { AWS_ROLE_PROPS } from "./role-values";
import { roleJobSettings, roleSettings, type RoleSettingsProps } from "./role-settings";
import { checkedTrustPolicy } from "./trust-policy";
import { audienceOf, webIdentityStatements } from "./web-identity";

/** What a user may say of an IAM role that tokens may assume. */
export interface AwsRoleOptions extends RoleOptions {
  /** The audience that tokens must carry: one of the trust's `clientIds`. @default - the first of them */
  readonly audience?: string;
  /**
   * Whether tokens may carry session tags (the claim `https://aws.amazon.com/tags`): the role's trust then allows sts:TagSession,
   * without which STS refuses such tokens, and so do `assumes` and `assumeRoleStatement`.
   * @default - false
   */
  readonly sessionTags?: boolean;
}

/** A role, the trust that it belongs to, and who may assume it. */
export interface AwsRoleProps extends AwsRoleOptions {
  readonly trust: AwsOidcTrust;
  readonly sources: readonly TokenSource[];
}

export function requestRole(trust: AwsOidcTrust, options: AwsRoleOptions): IdentityRequest<AwsRole> {
  return { federate: (scope, id, sources) => new AwsRole(scope, id, { ...options, trust, sources }) };
}

/**
 * An IAM role that exactly these tokens may assume: each issuer with its subjects and its audience. Subjects of one issuer share a
 * statement where that means the same.
 *
 * Usually asked for with `trust.role({…})` and created by the workload.
 *
 * Claims of a subject become conditions where AWS has a key for them (else the subject is refused), and so do claims of its issuer (else
 * they are left out). AWS has none for a Kubernetes cluster
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html). Of an issuer that many organizations
 * share, a subject must name one organization whole.
 *
 * @throws FederationError ISSUER_NOT_TRUSTED, AUDIENCE_INVALID, CLAIM_UNSUPPORTED, SUBJECT_INVALID, SHARED_ISSUER_TOO_WIDE, ROLE_NAME_INVALID,
 * ROLE_PATH_INVALID, SESSION_DURATION_INVALID, ARN_INVALID, POLICY_DUPLICATE, POLICY_INVALID, INLINE_POLICY_INVALID, TAG_INVALID,
 * TRUST_POLICY_TOO_LONG, FIELD_TOO_LONG, CLUSTER_PROVIDER_FOREIGN, VALUE_MISSING
 * @example
 * const identities = { aws: aws.role({ policyArns: [readOrders.arn], maxSessionDuration: 7200 }) };
 */
export class AwsRole extends Construct implements Identity {
  readonly arn: string;
  readonly name: string;
  /** The audience that the role trusts. */
  readonly audience: string;
  /** What the trust policy of a role in `assumes` needs. */
  readonly assumeRoleStatement: AssumeRoleStatement;
  private readonly settings: RoleSettingsProps;
  private readonly role: CreatedRole;

  constructor(scope: Construct, id: string, props: AwsRoleProps) {
    super(scope, id);
    checkValues(this.node.path, "the role", AWS_ROLE_PROPS, props);
    checkSources(this, props.sources);
    const { trust, sources, sessionTags = false } = props;
    warnOfForeignPartition(this, trust.region, [props.permissionsBoundaryArn, ...(props.policyArns ?? [])]);
    this.audience = audienceOf(this.node.path, trust, props.audience);
    const role = createRole(this, {
      options: props,
      defaults: trust.roleDefaults,
      provider: props.provider ?? trust.provider,
      subject: sources[0]?.subject,
      trustPolicy: this.trustPolicyText(props),
      assumes: props.assumes ?? [],
      sessionTags,
    });
    this.role = role;
    this.arn = role.arn;
    this.name = role.name;
    this.assumeRoleStatement = assumeRoleStatement(role.arn, { sessionTags });
    this.settings = { roleArn: role.arn, audience: this.audience, region: trust.region };
  }

  /**
   * Takes over a role that was made by hand: writes an import block, and the next apply changes what differs instead of making a role.
   * Give this role the name and the path that it has, or Terraform replaces it. Its attachments and inline policies need no import: writing
   * what is there already changes nothing.
   * @param name the role's name
   * @throws FederationError ROLE_NAME_INVALID
   */
  importFrom(name: string): void {
    importRole(this, this.role, name);
  }

  /**
   * Takes over a role that the same state knows by another address: writes a `moved` block. Move its policies too (`movePolicyFrom`).
   * @param address such as `aws_iam_role.orders`
   * @throws FederationError ADDRESS_INVALID
   */
  moveFrom(address: string): void {
    moveRole(this, this.role, address);
  }

  /**
   * Takes over an attachment or an inline policy that the same state knows by another address: writes a `moved` block. Left behind, it is
   * destroyed beside the new one, in any order, and the permission may be gone afterwards.
   * @param policy one of `policyArns`, or the name of one of `inlinePolicies`
   * @param address such as `aws_iam_role_policy_attachment.orders`
   * @throws FederationError POLICY_INVALID
   */
  movePolicyFrom(policy: string, address: string): void {
    moveRolePolicy(this, this.role, policy, address);
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return identitySettings(roleSettings(this.settings, cluster, tokens));
  }

  jobSettings(): JobSettings {
    return roleJobSettings(this.settings);
  }

  private trustPolicyText({ trust, sources, sessionTags = false, maxTrustPolicySize }: AwsRoleProps): string {
    const statements = webIdentityStatements(this, trust, sources, { audience: this.audience, sessionTags });
    const text = JSON.stringify(checkedTrustPolicy(statements));
    checkTrustPolicySize(this, {
      size: leastPolicySize(withLeastArns(text, statements)),
      issuers: new Set(sources.map(({ issuer }) => issuer)).size,
      max: maxTrustPolicySize ?? AWS_LIMITS.trustPolicy.max,
    });
    return text;
  }
}
