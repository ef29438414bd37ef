export type { ICluster, Webhook } from "./core/cluster";
export { FederationError, type FederationErrorCode, type FederationProblem } from "./core/errors";
export type { IdentitiesOf, Identity, IdentityRequest, IdentityRequests, TokenSource } from "./core/identity";
export type { IdentitySettings, PodFile, ProjectedToken } from "./core/identity-settings";
export { Issuer, type IssuerProps } from "./core/issuer";
export { Subject } from "./core/subject";
export * from "./kubernetes";
