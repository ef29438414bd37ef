import { FederatedWorkload, ServiceAccount, type ServiceAccountSource } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { SERVICE_ACCOUNT } from "../../lib/kubernetes/name-values";
import { ANNOTATED_OPTIONS, CREATED_OPTIONS, FEDERATED_WORKLOAD_PROPS } from "../../lib/kubernetes/values";
import type { World } from "../world";
import type { RoomValues } from "./room";

/** A workload on a cluster without a webhook, which would have limits of its own. */
function workload(world: World, options: Readonly<Record<string, unknown>>): unknown {
  const aws = new AwsTrust(world, "aws", { issuers: [world.edge.issuer], region: "eu-west-1" });
  return new FederatedWorkload(world, "orders", {
    clusters: [world.edge],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: { aws: aws.role() },
    ...options,
  });
}

const from = (serviceAccount: (options: object) => ServiceAccountSource) => (world: World, options: object) =>
  workload(world, { serviceAccount: serviceAccount(options), annotations: { owner: "shop" } });

export const KUBERNETES_VALUES: RoomValues = {
  FederatedWorkloadProps: { rules: FEDERATED_WORKLOAD_PROPS, build: workload },
  ServiceAccountName: {
    rules: SERVICE_ACCOUNT,
    build: (world, options) =>
      workload(world, { serviceAccountName: "billing", subjects: [{ namespace: "shop", name: "nightly", ...options }] }),
  },
  CreatedServiceAccountOptions: { rules: CREATED_OPTIONS, build: from(ServiceAccount.created) },
  AnnotatedServiceAccountOptions: { rules: ANNOTATED_OPTIONS, build: from(ServiceAccount.annotated) },
};
