export { ABOUT } from "./about";
export type { LabIssuer } from "./issuer";
export type { JobProps, JobStranger } from "./job";
export { type Lab, type LabProps, startLab } from "./lab";
export { LabError } from "./lab-error";
export { type LabRecord, lineOf } from "./log";
export type { LabPod, PodProps, Stranger } from "./pod";
export type { LabUrls } from "./pod-settings";
export type { ServiceAccountTokenProps } from "./service-account-token";
