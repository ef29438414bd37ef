import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import { FederationError, quoted } from "../core/errors";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import { stableId, stableText } from "../core/tokens";
import { importRole, moveRole, moveRolePolicy } from "./adopt-role";
import { assumeRoleStatement, type AssumeRoleStatement } from "./assume-role";
import { checkProviderStack } from "./checks";
import { createRole, type CreatedRole } from "./iam-role";
import { AWS_LIMITS } from "../facts/aws";
import { podAssociations, type PodAssociation } from "./pod-associations";
import { podIdentityStatements, type PodIdentityStatement } from "./pod-identity-policy";
import type { AwsOidcTrust } from "./oidc-trust";
import { EKS_POD_IDENTITY_ROLE_PROPS } from "./pod-identity-values";
import type { PodIdentityCluster, PodIdentityTrust } from "./pod-identity-trust";
import type { Policy } from "./policy-document";
import { checkTrustPolicySize, leastClusterArn, leastPolicySize, withLeastArns } from "./policy-size";
import type { RoleOptions } from "./role-options";
import { POD_IDENTITY_SETTINGS, roleJobSettings, roleSettings, type RoleSettingsProps } from "./role-settings";
import { sessionPolicyText } from "./session-policy";
import { checkedTrustPolicy, type TrustPolicy, type TrustStatement } from "./trust-policy";
import { audienceOf, webIdentityStatements } from "./web-identity";

/** What a user may say of a role that EKS Pod Identity hands to pods. */
export interface EksPodIdentityRoleOptions extends RoleOptions {
  /** The audience of tokens on clusters without Pod Identity: one of the trust's `clientIds`. @default - the first of them */
  readonly audience?: string;
  /**
   * Whether EKS leaves out the session tags (cluster, namespace, ServiceAccount, pod). Then the role trusts its clusters whole: who may
   * write associations there and pass the role can give it to any ServiceAccount.
   * @default - what the EksPodIdentity says, which is false
   */
  readonly disableSessionTags?: boolean;
  /**
   * A role, in any account, that EKS goes on to: the pods get its credentials, for 59 minutes at a time. This role gets the permission;
   * the target must trust it with `assumeRoleStatement`.
   * @default - the pods get this role
   */
  readonly targetRoleArn?: string;
  /**
   * What the pods may do at most, whatever the role may: up to 2,048 characters. Needs `disableSessionTags`, and an `aws` provider of
   * July 2026 or later (https://github.com/hashicorp/terraform-provider-aws/pull/48869): older ones refuse the argument `policy`.
   * @default - all that the role may do
   */
  readonly sessionPolicy?: Policy;
}

/** A role, the clusters that hand it out, and who may have it. */
export interface EksPodIdentityRoleProps extends EksPodIdentityRoleOptions {
  readonly podIdentity: PodIdentityTrust;
  readonly sources: readonly TokenSource[];
}

export function requestPodIdentityRole(
  podIdentity: PodIdentityTrust,
  options: EksPodIdentityRoleOptions,
): IdentityRequest<EksPodIdentityRole> {
  return { federate: (scope, id, sources) => new EksPodIdentityRole(scope, id, { ...options, podIdentity, sources }) };
}

/**
 * An IAM role that EKS hands to the pods of these ServiceAccounts: on each Pod Identity cluster an association, and in the role's trust
 * policy a statement for each ServiceAccount. Clusters that only the `trust` accepts use it as any other role (IRSA).
 *
 * Usually asked for with `eks.role({…})` and created by the workload. A workload that had `trust.role({…})` under the same name keeps
 * its role and its address: the trust policy changes in place.
 *
 * Pods get the credentials from the agent on their node, which Fargate and Windows nodes do not run. Associations take some seconds to
 * have an effect, and only pods that start afterwards get them (https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html).
 *
 * @throws FederationError ISSUER_NOT_TRUSTED, SUBJECT_NOT_SERVICE_ACCOUNT, POD_IDENTITY_DUPLICATE, SESSION_POLICY_INVALID, and what
 * AwsRole throws
 * @example
 * const identities = { aws: eks.role({ policyArns: [readOrders.arn] }) };
 */
export class EksPodIdentityRole extends Construct implements Identity {
  readonly arn: string;
  readonly name: string;
  /** What the trust policy of `targetRoleArn`, or of a role in `assumes`, needs. */
  readonly assumeRoleStatement: AssumeRoleStatement;
  private readonly podIdentity: PodIdentityTrust;
  /** For clusters that the trust alone accepts. */
  private readonly web: RoleSettingsProps | undefined;
  private readonly role: CreatedRole;
  private readonly associations = new Map<string, EksPodIdentityAssociation[]>();

  constructor(scope: Construct, id: string, props: EksPodIdentityRoleProps) {
    super(scope, id);
    checkValues(this.node.path, "the role", EKS_POD_IDENTITY_ROLE_PROPS, props);
    checkSources(this, props.sources);
    const { podIdentity, sources, targetRoleArn, assumes = [] } = props;
    const { trust } = podIdentity;
    const sessionTags = !(props.disableSessionTags ?? podIdentity.disableSessionTags);
    const sessionPolicy = sessionPolicyText(this.node.path, props.sessionPolicy, sessionTags);
    const pods = podAssociations(this, podIdentity, sources);
    const audience = webAudience(this.node.path, trust, props.audience);
    const role = createRole(this, {
      options: props,
      defaults: podIdentity.roleDefaults,
      provider: props.provider ?? podIdentity.provider,
      subject: sources[0]?.subject,
      trustPolicy: this.trustPolicyText(props, { pods, audience, sessionTags }),
      assumes: targetRoleArn === undefined ? assumes : [...assumes, targetRoleArn],
      sessionTags,
    });
    this.role = role;
    this.arn = role.arn;
    this.name = role.name;
    this.podIdentity = podIdentity;
    this.assumeRoleStatement = assumeRoleStatement(role.arn, { sessionTags });
    this.web = trust && { roleArn: role.arn, audience: audience ?? "", region: trust.region };
    for (const pod of pods) this.associate(pod, role, props, { sessionTags, sessionPolicy });
  }

  /** Takes over a role that was made by hand, by its name: see {@link AwsRole.importFrom}. */
  importFrom(name: string): void {
    importRole(this, this.role, name);
  }

  /** Takes over a role that the same state knows by another address: see {@link AwsRole.moveFrom}. */
  moveFrom(address: string): void {
    moveRole(this, this.role, address);
  }

  /**
   * Takes over an attachment or an inline policy that the same state knows by another address: see {@link AwsRole.movePolicyFrom}.
   * @throws FederationError POLICY_INVALID
   */
  movePolicyFrom(policy: string, address: string): void {
    moveRolePolicy(this, this.role, policy, address);
  }

  /** Nothing on a Pod Identity cluster: a ServiceAccount with the annotation of IRSA could get the other kind of credentials. */
  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    const byAgent = this.podIdentity.clusterOf(cluster.issuer) !== undefined || this.web === undefined;
    return identitySettings(byAgent ? POD_IDENTITY_SETTINGS : roleSettings(this.web, cluster, tokens));
  }

  /** @throws FederationError POD_IDENTITY_UNSUPPORTED */
  jobSettings(issuer: Issuer): JobSettings {
    if (this.web !== undefined && this.podIdentity.trust?.accepts(issuer)) return roleJobSettings(this.web);
    throw new FederationError(this, {
      code: "POD_IDENTITY_UNSUPPORTED",
      what: `jobs with tokens of the issuer ${quoted(issuer.name)} (${issuer.url}) cannot use EKS Pod Identity, which is for pods alone`,
      cure: 'give the EksPodIdentity a "trust" that accepts the issuer, or use AwsTrust',
    });
  }

  /**
   * The external ids with which EKS goes on to `targetRoleArn` from a cluster, one a ServiceAccount: for a condition on
   * `sts:ExternalId` in the target's trust policy. Known after apply, so the target must live in another stack.
   */
  externalIdsOn(cluster: ICluster): string[] {
    return (this.associations.get(stableText(this, cluster.issuer.url)) ?? []).map(({ externalId }) => externalId);
  }

  private trustPolicyText(
    { podIdentity: { trust }, sources, maxTrustPolicySize }: EksPodIdentityRoleProps,
    about: { pods: readonly PodAssociation[]; audience: string | undefined; sessionTags: boolean },
  ): string {
    const { pods, audience = "", sessionTags } = about;
    const accepted = sources.filter(({ issuer }) => trust?.accepts(issuer));
    const statements = trust === undefined ? [] : webIdentityStatements(this, trust, accepted, { audience, sessionTags: false });
    const textWith = (arnOf: (cluster: PodIdentityCluster) => string): string => {
      const fromPods = pods.map(({ cluster, serviceAccount }) => ({ clusterArn: arnOf(cluster), serviceAccount }));
      const policy: TrustPolicy<PodIdentityStatement | TrustStatement> = {
        Version: "2012-10-17",
        Statement: [...podIdentityStatements(fromPods, { sessionTags }), ...checkedTrustPolicy(statements).Statement],
      };
      return JSON.stringify(policy);
    };
    const text = textWith(({ arn }) => arn);
    const clusters = [...new Set(pods.map(({ cluster }) => cluster))];
    const least = textWith((cluster) => leastClusterArn(cluster, clusters.indexOf(cluster)));
    checkTrustPolicySize(this, {
      size: leastPolicySize(withLeastArns(least, statements)),
      issuers: new Set(sources.map(({ issuer }) => issuer)).size,
      max: maxTrustPolicySize ?? AWS_LIMITS.trustPolicy.max,
    });
    return text;
  }

  private associate(
    { cluster, serviceAccount }: PodAssociation,
    role: CreatedRole,
    { targetRoleArn, provider }: EksPodIdentityRoleProps,
    { sessionTags, sessionPolicy }: { sessionTags: boolean; sessionPolicy: string | undefined },
  ): void {
    this.podIdentity.associate(this, cluster, serviceAccount);
    const { namespace, name } = serviceAccount;
    const regional = cluster.provider ?? provider ?? this.podIdentity.provider;
    checkProviderStack(this, regional);
    const association = new EksPodIdentityAssociation(
      this,
      stableId(this, `association-${cluster.cluster.name}`, cluster.cluster.name, namespace, name),
      {
        provider: regional,
        clusterName: cluster.clusterName,
        namespace,
        serviceAccount: name,
        roleArn: role.arn,
        disableSessionTags: sessionTags ? undefined : true,
        targetRoleArn,
        tags: role.tags,
      },
    );
    // The classes of the provider do not know this argument yet.
    if (sessionPolicy !== undefined) association.addOverride("policy", sessionPolicy);
    const url = stableText(this, cluster.cluster.issuer.url);
    this.associations.set(url, [...(this.associations.get(url) ?? []), association]);
  }
}

/** The audience of tokens, where there is a trust that takes any. */
function webAudience(place: string, trust: AwsOidcTrust | undefined, audience: string | undefined): string | undefined {
  if (trust !== undefined) return audienceOf(place, trust, audience);
  if (audience === undefined) return undefined;
  throw new FederationError(place, {
    code: "AUDIENCE_INVALID",
    what: `the audience ${quoted(audience)} is given, but no trust is there whose tokens carry it`,
    cure: 'leave it out (Pod Identity has an audience of its own), or give the EksPodIdentity a "trust"',
  });
}
