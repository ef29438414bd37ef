import { Annotations, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { checkIssuerForAws, checkRegion, checkTagKeys, warnOfForeignPartition } from "./checks";
import type { RoleDefaults } from "./oidc-trust";

/** What every trust of an AWS account takes. */
export interface CommonAwsTrustProps extends RoleDefaults {
  /**
   * The audiences that the OIDC providers accept. Roles trust the first one, unless they name another.
   * @default - ["sts.amazonaws.com"], what the EKS webhook asks for in every partition
   */
  readonly clientIds?: readonly string[];
  /**
   * The region whose STS endpoint pods call on clusters without the AWS webhook (it becomes `AWS_REGION` and `AWS_DEFAULT_REGION`).
   * Also the `aws-region` of jobs: GitHub's action `aws-actions/configure-aws-credentials` does not run without one.
   * @default - not set: SDKs fail with "Region is missing" unless the pod has a region itself, and a warning says so
   */
  readonly region?: string;
  /** The `aws` Terraform provider of the account. @default - the stack's default `aws` provider */
  readonly provider?: TerraformProvider;
}

/** What the EKS webhook asks for in every partition. */
export const DEFAULT_CLIENT_IDS: readonly string[] = ["sts.amazonaws.com"];

export function checkedRoleDefaults(trust: Construct, props: RoleDefaults & { readonly region?: string }): RoleDefaults {
  const { permissionsBoundaryArn, roleNamePrefix, rolePath, tags } = props;
  checkTagKeys(trust.node.path, tags ?? {});
  checkRegion(trust, props.region);
  warnOfForeignPartition(trust, props.region, [permissionsBoundaryArn]);
  return { permissionsBoundaryArn, roleNamePrefix, rolePath, tags: tags && { ...tags } };
}

/** Refuses what IAM asks of an issuer beyond the OIDC standard, and warns where it will look for keys that it was given. */
export function checkIssuer(trust: Construct, issuer: Issuer): void {
  checkIssuerForAws(trust.node.path, issuer);
  if (issuer.jwksJson === undefined) return;
  Annotations.of(trust).addWarning(
    `AWS does not take the inline keys of the issuer ${quoted(issuer.name)}: it fetches them from ${issuer.url}, which must be reachable from the internet`,
  );
}
