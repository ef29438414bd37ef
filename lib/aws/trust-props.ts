import { Annotations, type TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { quoted } from "../core/errors";
import type { Issuer } from "../core/issuer";
import { checkClientIds, checkIamArn, checkIssuerForAws, checkPath, checkRoleNamePrefix, checkTags } from "./checks";
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
   * @default - not set: the pod must know its region itself
   */
  readonly region?: string;
  /** The `aws` Terraform provider of the account. @default - the stack's default `aws` provider */
  readonly provider?: TerraformProvider;
}

export function checkedClientIds(trust: Construct, props: CommonAwsTrustProps): readonly string[] {
  const clientIds = props.clientIds ?? ["sts.amazonaws.com"];
  checkClientIds(trust.node.path, clientIds);
  return [...clientIds];
}

export function checkedRoleDefaults(trust: Construct, props: RoleDefaults): RoleDefaults {
  const { permissionsBoundaryArn, roleNamePrefix, rolePath, tags } = props;
  const { path } = trust.node;
  if (permissionsBoundaryArn !== undefined) checkIamArn(path, "the permissions boundary", permissionsBoundaryArn, "policy");
  checkRoleNamePrefix(path, roleNamePrefix);
  checkPath(path, rolePath);
  checkTags(path, tags ?? {});
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
