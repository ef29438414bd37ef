import type { IdentityRequest } from "../core/identity";
import type { AwsRole, AwsRoleOptions } from "./aws-role";
import type { ExistingAwsRole, ExistingAwsRoleOptions } from "./existing-aws-role";
import type { AwsOidcTrust } from "./oidc-trust";

/** An AWS account that accepts tokens of one or more issuers. */
export interface IAwsTrust extends AwsOidcTrust {
  /** Asks for an IAM role: one for each workload that names it. */
  role(options?: AwsRoleOptions): IdentityRequest<AwsRole>;
  /** Asks for an IAM role that exists. Creates nothing in AWS, and does not check that the role trusts the workload. */
  fromRoleArn(arn: string, options?: ExistingAwsRoleOptions): IdentityRequest<ExistingAwsRole>;
}
