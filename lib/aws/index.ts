export { AwsRole, type AwsRoleOptions, type AwsRoleProps } from "./aws-role";
export {
  AwsTrust,
  type AwsTrustProps,
  type CommonAwsTrustProps,
  type ExistingAwsTrustProps,
  type ExistingOidcProvider,
  type IAwsTrust,
} from "./aws-trust";
export type { PolicyDocument } from "./inline-policies";
export { AWS_LIMITS } from "./limits";
export type { AwsOidcTrust } from "./oidc-trust";
export { trustPolicy, type TrustPolicy, type TrustStatement, type TrustStatementProps } from "./trust-policy";
