import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import type { Issuer } from "../core/issuer";
import type { ServiceAccountName } from "../core/subject";
import type { AwsOidcTrust, RoleDefaults } from "./oidc-trust";

/** An EKS cluster whose pods get their roles through Pod Identity. */
export interface PodIdentityCluster {
  readonly cluster: ICluster;
  /** The cluster's name in EKS. May be a token. */
  readonly clusterName: string;
  /** `arn:<partition>:eks:<region>:<account>:cluster/<clusterName>`. May be a token. */
  readonly arn: string;
  /** The `aws` Terraform provider of the cluster's region, where associations live. @default - the role's */
  readonly provider?: TerraformProvider;
}

/** What a role must know of the EKS clusters that hand it to pods. */
export interface PodIdentityTrust extends Construct {
  /** The account's OIDC providers, for clusters without Pod Identity and for the time of a migration. */
  readonly trust: AwsOidcTrust | undefined;
  readonly provider: TerraformProvider | undefined;
  readonly roleDefaults: RoleDefaults;
  readonly disableSessionTags: boolean;
  /**
   * The Pod Identity cluster of an issuer; undefined where the trust alone takes it.
   * @throws FederationError ISSUER_NOT_TRUSTED
   */
  clusterOf(issuer: Issuer): PodIdentityCluster | undefined;
  /**
   * Notes that a role is associated with a ServiceAccount: EKS takes one role a cluster and ServiceAccount.
   * @throws FederationError POD_IDENTITY_DUPLICATE
   */
  associate(role: Construct, cluster: PodIdentityCluster, serviceAccount: ServiceAccountName): void;
}
