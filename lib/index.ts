export * from "./ci";
export type { ICluster, Webhook } from "./core/cluster";
export type { PublishedKeys } from "./core/discovery-document";
export { FederationError, type FederationErrorCode, type FederationProblem } from "./core/errors";
export type { IdentitiesOf, Identity, IdentityRequest, IdentityRequests, TokenSource } from "./core/identity";
export type {
  ClusterGrant,
  Handover,
  IdentitySettings,
  OutrankingVariables,
  PodFile,
  ProjectedToken,
  TokenOptions,
} from "./core/identity-settings";
export { Issuer, type IssuerProps } from "./core/issuer";
export type { JobFiles, JobSettings } from "./core/job-settings";
export { Subject, type ServiceAccountName, type SubjectDetails } from "./core/subject";
export * from "./kubernetes";
