import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import { TerraformStack, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import { checkConstructId } from "../core/construct-id";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import { checkDistinct, nearMiss, type Issuer } from "../core/issuer";
import type { ServiceAccountName } from "../core/subject";
import { claim, ownedBefore, placeOfProvider } from "../core/owners";
import { plainTexts } from "../core/terraform-text";
import { isKnown, stableText } from "../core/tokens";
import { checkClusterArn, checkProviderStack } from "./checks";
import { requestPodIdentityRole, type EksPodIdentityRole, type EksPodIdentityRoleOptions } from "./eks-pod-identity-role";
import type { AwsOidcTrust, RoleDefaults } from "./oidc-trust";
import { knownAccountOf } from "./account";
import { EKS_POD_IDENTITY_PROPS } from "./pod-identity-values";
import type { PodIdentityCluster, PodIdentityTrust } from "./pod-identity-trust";
import { ownBeforeDefaults } from "./tags";
import { checkedRoleDefaults } from "./trust-props";

/** The add-on that runs the agent on every node. */
export interface AgentAddonOptions {
  /** Such as `v1.3.4-eksbuild.1`. @default - EKS chooses the one for the cluster's version */
  readonly version?: string;
}

/** The EKS clusters of an account whose pods get their roles through Pod Identity. */
export interface EksPodIdentityProps extends RoleDefaults {
  /** The clusters. Their account must be the roles' account. */
  readonly clusters: readonly PodIdentityCluster[];
  /**
   * The account's OIDC providers, for workloads that also run elsewhere, and for a migration from IRSA: while it accepts the issuer of a
   * Pod Identity cluster, roles trust both ways. Roles take its defaults (boundary, name prefix, path, tags): say them here before the trust
   * goes, or roles get other names.
   * @default - none: every cluster of a workload must be one of `clusters`
   */
  readonly trust?: AwsOidcTrust;
  /** What roles do that do not say it themselves; see `EksPodIdentityRoleOptions`. @default - false */
  readonly disableSessionTags?: boolean;
  /**
   * Installs the add-on `eks-pod-identity-agent` on every cluster; `{}` for its default version. EKS Auto Mode has the agent built in.
   * @default - not installed: the clusters have the agent already
   */
  readonly agentAddon?: AgentAddonOptions;
  /** The `aws` Terraform provider of the account. @default - the trust's, or else the stack's default `aws` provider */
  readonly provider?: TerraformProvider;
}

/**
 * EKS clusters of one AWS account that hand roles to pods themselves, by cluster, namespace and ServiceAccount: no OIDC provider, no
 * annotation, and a trust policy that grows by one ARN a cluster.
 *
 * Needs the agent on the nodes, which run Linux on EC2: no Fargate, no Windows. A cluster takes 5,000 associations, and a
 * ServiceAccount one role (https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html). Roles are narrowed by cluster, account
 * and the session tags of namespace and ServiceAccount (https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).
 *
 * @throws FederationError CLUSTERS_EMPTY, ISSUER_DUPLICATE, CLUSTER_DUPLICATE, ARN_INVALID, ROLE_NAME_INVALID, ROLE_PATH_INVALID,
 * TAG_INVALID, CLUSTER_PROVIDER_FOREIGN, VALUE_MISSING
 * @example
 * import { EksPodIdentity } from "cdktf-workload-identity/aws";
 * const eks = new EksPodIdentity(this, "eks", { clusters: [{ cluster: eu, clusterName: "eu", arn: euCluster.arn }] });
 */
export class EksPodIdentity extends Construct implements PodIdentityTrust {
  readonly trust: AwsOidcTrust | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly roleDefaults: RoleDefaults;
  readonly disableSessionTags: boolean;
  private readonly clusters: ReadonlyMap<string, PodIdentityCluster>;

  constructor(scope: Construct, id: string, props: EksPodIdentityProps) {
    super(scope, id);
    checkValues(this.node.path, "the EksPodIdentity", EKS_POD_IDENTITY_PROPS, props);
    checkClusters(this, props.clusters);
    this.trust = props.trust;
    this.provider = props.provider ?? props.trust?.provider;
    this.roleDefaults = defaultsOf(props.trust?.roleDefaults, checkedRoleDefaults(this, props));
    this.disableSessionTags = props.disableSessionTags ?? false;
    this.clusters = new Map(props.clusters.map((cluster) => [stableText(this, cluster.cluster.issuer.url), cluster]));
    if (props.agentAddon !== undefined) this.installAgents(props.clusters, props.agentAddon);
    checkConstructId(this);
  }

  /** Asks for an IAM role: one for each workload that names it. */
  role(options: EksPodIdentityRoleOptions = {}): IdentityRequest<EksPodIdentityRole> {
    return requestPodIdentityRole(this, options);
  }

  clusterOf(issuer: Issuer): PodIdentityCluster | undefined {
    // By its expression: two reads of one attribute are two tokens, and IRSA would take the place of Pod Identity in silence.
    const url = stableText(this, issuer.url);
    const cluster = this.clusters.get(url);
    if (cluster !== undefined || this.trust?.accepts(issuer)) return cluster;
    const near = nearMiss(url, [...this.clusters.keys()]);
    throw new FederationError(this, {
      code: "ISSUER_NOT_TRUSTED",
      what: `the issuer ${quoted(issuer.name)} (${url}) is not of a cluster with Pod Identity${near === undefined ? "" : ` (${near})`}, and ${this.trust === undefined ? "there is no trust" : "the trust does not accept it"}`,
      cure: 'add its cluster to "clusters", or give a "trust" that accepts it',
    });
  }

  associate(role: Construct, { cluster, arn }: PodIdentityCluster, { namespace, name }: ServiceAccountName): void {
    const thing = `eks association ${inApp(this, arn)}/${inApp(role, namespace)}/${inApp(role, name)}`;
    const first = ownedBefore(role, thing, role.node.path);
    if (first === undefined) return;
    throw new FederationError(role, {
      code: "POD_IDENTITY_DUPLICATE",
      what: `the ServiceAccount ${quoted(`${namespace}/${name}`)} on the cluster ${quoted(cluster.name)} has the role of ${first.node.path} already, and EKS takes one`,
      cure: 'keep one of the two, or let one role go on to the other with "assumes"',
    });
  }

  private installAgents(clusters: readonly PodIdentityCluster[], { version }: AgentAddonOptions): void {
    for (const { cluster, clusterName, arn, provider = this.provider } of clusters) {
      checkProviderStack(this, provider);
      // By its provider and name, or by its ARN, whichever provider reaches it.
      for (const key of [[placeOfProvider(this, provider, "aws"), clusterName], [arn]]) {
        claim(this, {
          kind: "aws eks pod identity agent",
          key,
          noun: `the add-on eks-pod-identity-agent of the cluster ${quoted(clusterName)}`,
          cure: "say \"agentAddon\" of a cluster once: it is the cluster's, not a workload's",
        });
      }
      new EksAddon(this, `agent-${cluster.name}`, {
        provider,
        clusterName,
        addonName: "eks-pod-identity-agent",
        addonVersion: version,
        tags: this.roleDefaults.tags && plainTexts(this.roleDefaults.tags),
      });
    }
  }
}

function checkClusters(scope: Construct, clusters: readonly PodIdentityCluster[]): void {
  const { path } = scope.node;
  checkDistinct(
    scope,
    clusters.map(({ cluster }) => cluster.issuer),
  );
  const byArn = new Map<string, PodIdentityCluster>();
  for (const cluster of clusters) {
    checkClusterArn(path, cluster.arn, cluster.clusterName);
    const arn = stableText(scope, cluster.arn);
    const twin = byArn.get(arn);
    if (twin !== undefined) {
      throw new FederationError(scope, {
        code: "CLUSTER_DUPLICATE",
        what: `the clusters ${quoted(twin.cluster.name)} and ${quoted(cluster.cluster.name)} have one ARN: ${arn}`,
        cure: "give each cluster its own ARN",
      });
    }
    byArn.set(arn, cluster);
  }
  checkAccounts(path, clusters);
}

/** A text as the whole app may know it: an expression means something in its own stack alone. */
function inApp(scope: Construct, text: string): string {
  return isKnown(text) ? text : `${TerraformStack.of(scope).node.path} ${stableText(scope, text)}`;
}

function checkAccounts(place: string, clusters: readonly PodIdentityCluster[]): void {
  const [first, ...others] = clusters.filter(({ arn }) => knownAccountOf(arn) !== undefined);
  const other = first && others.find(({ arn }) => knownAccountOf(arn) !== knownAccountOf(first.arn));
  if (first === undefined || other === undefined) return;
  throw new FederationError(place, {
    code: "ARN_INVALID",
    what: `the clusters ${first.arn} and ${other.arn} are of two accounts, but EKS hands out roles of its own account alone`,
    cure: 'make an EksPodIdentity for each account, and reach other accounts with "targetRoleArn"',
  });
}

function defaultsOf(trusts: RoleDefaults | undefined, own: RoleDefaults): RoleDefaults {
  return {
    permissionsBoundaryArn: own.permissionsBoundaryArn ?? trusts?.permissionsBoundaryArn,
    roleNamePrefix: own.roleNamePrefix ?? trusts?.roleNamePrefix,
    rolePath: own.rolePath ?? trusts?.rolePath,
    tags: own.tags || trusts?.tags ? ownBeforeDefaults(trusts?.tags, own.tags) : undefined,
  };
}
