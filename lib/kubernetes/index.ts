export {
  Cluster,
  type AksClusterAttributes,
  type AksClusterProps,
  type ClusterProps,
  type CommonClusterProps,
  type EksClusterAttributes,
  type EksClusterProps,
  type GkeClusterAttributes,
  type GkeClusterProps,
  type OpenShiftClusterProps,
} from "./cluster";
export { FederatedWorkload, type FederatedWorkloadProps } from "./federated-workload";
export { PodSettings, type PodOwner, type PodVolume, type PodVolumeMount } from "./pod-settings";
export {
  ServiceAccount,
  type AnnotatedServiceAccountOptions,
  type CreatedServiceAccountOptions,
  type ServiceAccountRequest,
  type ServiceAccountSource,
} from "./service-account";
