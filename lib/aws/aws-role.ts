import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Annotations, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { derivedNameOf } from "../core/derived-name";
import { FederationError, quoted } from "../core/errors";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings } from "../core/identity-settings";
import { isKnown, stableId } from "../core/tokens";
import { checkDescription, checkIamArn, checkPath, checkRoleName, checkSessionDuration, checkTags } from "./checks";
import { inlinePolicyTexts, type PolicyDocument } from "./inline-policies";
import { AWS_LIMITS } from "./limits";
import type { AwsOidcTrust } from "./oidc-trust";
import { roleSettings } from "./role-settings";
import { leastPolicySize, trustPolicy, type TrustStatementProps } from "./trust-policy";

/** What a user may say of an IAM role. */
export interface AwsRoleOptions {
  /** 1 to 64 letters, digits and `_+=,.@-`. @default - derived from the construct path, with a stable hash */
  readonly name?: string;
  /** Begins and ends with `/`. @default - "/" */
  readonly path?: string;
  /** Up to 1,000 characters. @default - none */
  readonly description?: string;
  /** Seconds, 3600 to 43200. @default - 3600 */
  readonly maxSessionDuration?: number;
  /** The managed policy that bounds the role. @default - none */
  readonly permissionsBoundaryArn?: string;
  /** Managed policies, AWS's or your own. @default - none */
  readonly policyArns?: readonly string[];
  /** Inline policies by name: a policy document, or its JSON. @default - none */
  readonly inlinePolicies?: Readonly<Record<string, string | PolicyDocument>>;
  /** @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /** The audience that tokens must carry: one of the trust's `clientIds`. @default - the first of them */
  readonly audience?: string;
  /**
   * The account's quota for trust policies, in characters without white space. A longer policy is an error; one over the default
   * quota of 2,048 is a warning.
   * @default - 8192, the most that AWS raises it to
   */
  readonly maxTrustPolicySize?: number;
  /** The `aws` Terraform provider. It must reach the account of the trust. @default - the trust's */
  readonly provider?: TerraformProvider;
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
 * An IAM role that exactly these tokens may assume: each issuer with its subject and its audience, a statement each.
 *
 * Usually asked for with `trust.role({…})` and created by the workload.
 *
 * @throws FederationError ISSUER_NOT_TRUSTED, AUDIENCE_INVALID, ROLE_NAME_INVALID, ROLE_PATH_INVALID, SESSION_DURATION_INVALID,
 * ARN_INVALID, POLICY_DUPLICATE, INLINE_POLICY_INVALID, TAG_INVALID, TRUST_POLICY_TOO_LONG, FIELD_TOO_LONG
 * @example
 * identities: { aws: aws.role({ policyArns: [readOrders.arn], maxSessionDuration: 7200 }) }
 */
export class AwsRole extends Construct implements Identity {
  readonly arn: string;
  readonly name: string;
  /** The audience that the role trusts. */
  readonly audience: string;
  private readonly region: string | undefined;

  constructor(scope: Construct, id: string, props: AwsRoleProps) {
    super(scope, id);
    const { path } = this.node;
    const { trust } = props;
    checkRoleName(path, props.name);
    checkPath(path, props.path);
    checkDescription(path, props.description);
    checkSessionDuration(path, props.maxSessionDuration);
    checkTags(path, props.tags ?? {});
    if (props.permissionsBoundaryArn !== undefined)
      checkIamArn(path, "the permissions boundary", props.permissionsBoundaryArn, "policy");

    this.name = props.name ?? derivedNameOf(this, props.sources[0]?.subject.text, AWS_LIMITS.roleName);
    this.audience = audienceOf(path, trust, props.audience);
    this.region = trust.region;
    const provider = props.provider ?? trust.provider;
    const role = new IamRole(this, "role", {
      provider,
      name: this.name,
      path: props.path,
      description: props.description,
      maxSessionDuration: props.maxSessionDuration,
      permissionsBoundary: props.permissionsBoundaryArn,
      assumeRolePolicy: this.trustPolicyText(props),
      tags: props.tags && { ...props.tags },
    });
    this.arn = role.arn;
    this.grant(role, props, provider);
  }

  settingsOn(cluster: ICluster): IdentitySettings {
    return identitySettings(roleSettings({ roleArn: this.arn, audience: this.audience, region: this.region }, cluster));
  }

  private trustPolicyText({ trust, sources, maxTrustPolicySize = AWS_LIMITS.trustPolicy.max }: AwsRoleProps): string {
    const statements = sources.map(({ issuer, subject }): TrustStatementProps => ({
      providerArn: trust.providerArn(issuer),
      hostAndPath: issuer.hostAndPath,
      subject,
      audience: this.audience,
    }));
    this.checkSize(leastPolicySize(statements), sources.length, maxTrustPolicySize);
    return JSON.stringify(trustPolicy(statements));
  }

  private checkSize(size: number, issuers: number, max: number): void {
    const what = `the trust policy for ${issuers} issuer${issuers === 1 ? "" : "s"} has at least ${size} characters`;
    if (size > max) {
      throw new FederationError(this, {
        code: "TRUST_POLICY_TOO_LONG",
        what: `${what}, ${max} are allowed`,
        cure: `name fewer clusters (about ${Math.max(1, Math.floor((max * issuers) / size))} fit), or split them over two workloads`,
      });
    }
    if (size > AWS_LIMITS.trustPolicy.default) {
      Annotations.of(this).addWarning(
        `${what}, more than the default quota of ${AWS_LIMITS.trustPolicy.default}: raise the quota L-C07B4B0D "Role trust policy length" before you apply`,
      );
    }
  }

  private grant(role: IamRole, props: AwsRoleProps, provider: TerraformProvider | undefined): void {
    const { path } = this.node;
    const { policyArns = [], inlinePolicies = {} } = props;
    if (policyArns.length === 0 && Object.keys(inlinePolicies).length === 0) return;
    const roleName = role.name;
    const ids = new Set<string>();
    for (const policyArn of policyArns) {
      checkIamArn(path, "the policy", policyArn, "policy");
      const id = stableId(this, `policy-${policyArn.split("/").pop() ?? ""}`, policyArn);
      if (ids.has(id)) {
        throw new FederationError(this, {
          code: "POLICY_DUPLICATE",
          what: `the policy ${quoted(policyArn)} is listed twice in "policyArns"`,
          cure: "list it once",
        });
      }
      ids.add(id);
      new IamRolePolicyAttachment(this, id, { provider, role: roleName, policyArn });
    }
    for (const [name, policy] of inlinePolicyTexts(path, inlinePolicies)) {
      new IamRolePolicy(this, `inline-${name}`, { provider, name, role: roleName, policy });
    }
  }
}

function audienceOf(place: string, trust: AwsOidcTrust, audience: string | undefined): string {
  const [first = ""] = trust.clientIds;
  if (audience === undefined) return first;
  if (!isKnown(audience) || trust.clientIds.includes(audience) || !trust.clientIds.every(isKnown)) return audience;
  throw new FederationError(place, {
    code: "AUDIENCE_INVALID",
    what: `the audience ${quoted(audience)} is not one of the trust's client ids (${trust.clientIds.join(", ")}): STS would refuse every token`,
    cure: 'add it to "clientIds" of the trust',
  });
}
