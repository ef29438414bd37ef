export { Cluster } from "./cluster";
export type {
  AksClusterAttributes,
  AksClusterProps,
  ClusterProps,
  CommonClusterProps,
  EksClusterAttributes,
  EksClusterProps,
  GkeClusterAttributes,
  GkeClusterProps,
  OpenShiftClusterProps,
} from "./cluster-props";
export { FederatedWorkload, type FederatedWorkloadProps } from "./federated-workload";
export type { HelmOptions, HelmValues } from "./helm-values";
export type { PodKind } from "./manifest-kinds";
export type { MergedSettings } from "./merge-settings";
export { PodSettings, type PodOwner } from "./pod-settings";
export type {
  ConfigMapProjection,
  ContainerOptions,
  PodEnvVar,
  PodParts,
  PodVolume,
  PodVolumeMount,
  VolumeSource,
} from "./pod-shape";
export type { ProcessEnvironment } from "./process-environment";
export { ServiceAccount, type AnnotatedServiceAccountOptions, type CreatedServiceAccountOptions } from "./service-account";
export type { ServiceAccountHabits } from "./service-account-habits";
export type { ServiceAccountRequest, ServiceAccountSource } from "./service-account-source";
export type { PatchTarget } from "./strategic-patch";
export type { TerraformPodSettings, TerraformProjection, TerraformVolume } from "./terraform-settings";
export type { TokenExpirations } from "./token-expirations";
