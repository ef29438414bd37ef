export { passes, testText } from "./claim-test";
export { decide, requestFor } from "./decide";
export type { Check, CloudError, Decision, Verdict } from "./decision";
export { diff, type TrustDiff } from "./diff";
export { covers } from "./diff/covers";
export type { GrantChange } from "./diff/grant-changes";
export type { IssuerChange } from "./diff/issuer-changes";
export type { Pair } from "./diff/match";
export type { TrustChange } from "./diff/trust-changes";
export type { WayChange } from "./diff/way-changes";
export type { Finding } from "./finding";
export { findings } from "./findings";
export type { Json, JsonObject } from "./json";
export type { Model } from "./model";
export type { ModelIdentity, Permission } from "./model-identity";
export type { OtherWay } from "./other-way";
export type { PermissionContent, PermissionStatement } from "./permission-content";
export type {
  Configuration,
  Coverage,
  Forgotten,
  Input,
  Place,
  Problem,
  ProviderBlock,
  ReadOptions,
  Resource,
  Unread,
} from "./read/configuration";
export { readFiles, type ReadFilesOptions } from "./read-files";
export { readModel } from "./read-model";
export type {
  AssumeRoleRequest,
  BecomeRequest,
  ClientAssertionRequest,
  DirectRequest,
  ExchangeRequest,
  ImpersonateRequest,
  PodIdentityRequest,
  Question,
  Request,
} from "./request";
export { type ClaimTest, testOn, type TokenShape } from "./shape";
export { holesIn, isKnown, show, type Truth } from "./text";
export type { Token } from "./token";
export type { CloudName, TrustedIssuer } from "./trusted-issuer";
export { type Asker, type WhatCan, whatCan } from "./what-can";
export { type WhoCan, whoCan } from "./who-can";
