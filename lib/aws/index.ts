export {
  assumeRolePolicy,
  assumeRoleStatement,
  type AssumeRoleAction,
  type AssumeRoleProps,
  type AssumeRoleStatement,
} from "./assume-role";
export { AwsRole, type AwsRoleOptions, type AwsRoleProps } from "./aws-role";
export { AwsTrust, type AwsTrustProps } from "./aws-trust";
export { EksPodIdentity, type AgentAddonOptions, type EksPodIdentityProps } from "./eks-pod-identity";
export { EksPodIdentityRole, type EksPodIdentityRoleOptions, type EksPodIdentityRoleProps } from "./eks-pod-identity-role";
export { ExistingAwsRole, type ExistingAwsRoleOptions, type ExistingAwsRoleProps } from "./existing-aws-role";
export type { ExistingAwsTrustProps, ExistingOidcProvider } from "./existing-oidc-provider";
export type { IAwsTrust } from "./i-aws-trust";
export { AWS_LIMITS } from "../facts/aws";
export { conditionKeysOf, OIDC_CONDITION_KEYS } from "../facts/oidc-condition-keys";
export type { AwsOidcTrust, RoleDefaults } from "./oidc-trust";
export {
  podIdentityStatements,
  type PodIdentitySource,
  type PodIdentityStatement,
  type PodIdentityStatementsProps,
} from "./pod-identity-policy";
export type { PodIdentityCluster, PodIdentityTrust } from "./pod-identity-trust";
export type { Policy, PolicyDocument, PolicyDocumentSource, PolicyStatement } from "./policy-document";
export type { RoleOptions } from "./role-options";
export { SHARED_ISSUERS, type SharedIssuer, type Tenant } from "../facts/shared-issuers";
export { trustPolicy, type Conditions, type TrustPolicy, type TrustStatement, type TrustStatementProps } from "./trust-policy";
export type { CommonAwsTrustProps } from "./trust-props";
export { S3PublishedIssuer, type S3PublishedIssuerProps } from "./s3-published-issuer";
