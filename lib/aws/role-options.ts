import type { TerraformProvider } from "cdktf";
import type { Policy } from "./policy-document";

/** What a user may say of any IAM role. */
export interface RoleOptions {
  /** 1 to 64 letters, digits and `_+=,.@-`. @default - derived from the construct path, with a stable hash */
  readonly name?: string;
  /** Begins and ends with `/`. @default - the trust's `rolePath` */
  readonly path?: string;
  /** Up to 1,000 characters. @default - none */
  readonly description?: string;
  /** Seconds, 3600 to 43200. @default - 3600 */
  readonly maxSessionDuration?: number;
  /** The managed policy that bounds the role. @default - the trust's `permissionsBoundaryArn` */
  readonly permissionsBoundaryArn?: string;
  /** Managed policies that exist, AWS's or your own. @default - none */
  readonly policyArns?: readonly string[];
  /** Inline policies by name: typed statements, JSON, or a policy document data source. @default - none */
  readonly inlinePolicies?: Readonly<Record<string, Policy>>;
  /**
   * Managed policies that are created for this role alone, by the end of their name: `<role name>.<key>`, where the key has no
   * dot. Up to 6,144 characters each.
   * @default - none
   */
  readonly customerPolicies?: Readonly<Record<string, Policy>>;
  /**
   * ARNs of the roles that this role may go on to (role chaining). It gets an inline policy `assume-roles` for exactly these; each of
   * them must trust this role with `assumeRoleStatement`.
   * @default - none
   */
  readonly assumes?: readonly string[];
  /** Tags of the role and of its policies. @default - the trust's `tags` */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * The account's quota for trust policies, in characters without white space. A longer policy is an error; one over the default
   * quota of 2,048 is a warning.
   * @default - 8192, the most that AWS raises it to
   */
  readonly maxTrustPolicySize?: number;
  /** The `aws` Terraform provider. It must reach the account of the trust. @default - the trust's */
  readonly provider?: TerraformProvider;
}
