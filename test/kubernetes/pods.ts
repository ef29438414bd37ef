import type { Cluster, FederatedWorkloadProps, IdentityRequests, PodSettings } from "../../lib";
import { FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { AzureTrust } from "../../lib/azure";
import { GoogleTrust } from "../../lib/google";
import { World } from "../world";

const ROLE = "arn:aws:iam::111122223333:role/orders";
const TENANT = "22222222-2222-2222-2222-222222222222";
const IDENTITY = `/subscriptions/${TENANT}/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`;

/** Identities that exist, so that what a pod carries is plain text. */
export function threeClouds(
  world: World,
  clusters: readonly Cluster[],
  props: Partial<FederatedWorkloadProps<IdentityRequests>> = {},
): FederatedWorkload<IdentityRequests> {
  const issuers = clusters.map(({ issuer }) => issuer);
  const aws = new AwsTrust(world, "aws", { issuers, region: "eu-west-1" });
  const google = new GoogleTrust(world, "google", { issuers, project: "acme-prod", projectNumber: "123456789012" });
  const azure = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
  return new FederatedWorkload(world, "orders", {
    clusters,
    namespace: "shop",
    serviceAccountName: "orders",
    identities: {
      aws: aws.fromRoleArn(ROLE),
      google: google.fromServiceAccountEmail("orders@acme-prod.iam.gserviceaccount.com"),
      azure: azure.fromManagedIdentity({ id: IDENTITY, clientId: TENANT, principalId: TENANT }),
    },
    ...props,
  });
}

/** A pod of the workload on a cluster without webhooks: it carries everything. */
export function podOn(on: "eu" | "us" | "we" | "edge"): PodSettings {
  const world = new World();
  return threeClouds(world, [world[on]]).pod(world[on]);
}
