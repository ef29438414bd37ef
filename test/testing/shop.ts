// A shop on two clusters and three clouds, and what the author of a test reads.
import { FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { AzureTrust } from "../../lib/azure";
import { GoogleTrust } from "../../lib/google";
import { EU, US, World } from "../world";

export const SUBJECT = "system:serviceaccount:shop:orders";
export const OPTIONS = { complete: true, awsAccounts: "111122223333" };
const PROJECT = { project: "acme-prod", projectNumber: "123456789012" };

function shop() {
  const world = new World("shop");
  const issuers = [world.eu.issuer, world.us.issuer];
  const aws = new AwsTrust(world, "aws", { issuers });
  const google = new GoogleTrust(world, "google", { ...PROJECT, issuers });
  const azure = new AzureTrust(world, "azure", {
    resourceGroupName: "acme",
    location: "westeurope",
    tenantId: "22222222-2222-2222-2222-222222222222",
  });
  const orders = new FederatedWorkload(world, "orders", {
    clusters: [world.eu, world.us],
    namespace: "shop",
    serviceAccountName: "orders",
    identities: {
      aws: aws.role(),
      google: google.principal({ roles: ["roles/storage.objectViewer"] }),
      azure: azure.shardedIdentity({ shards: 2, pins: { eu: 0, us: 1 } }),
    },
  });
  const stock = new FederatedWorkload(world, "stock", {
    clusters: [world.eu],
    namespace: "shop",
    serviceAccountName: "stock",
    identities: { aws: aws.role(), google: google.serviceAccount() },
  });
  return { world, orders, stock };
}

/** What the test's author would read. */
export function failure(test: () => unknown): string {
  try {
    test();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("the matcher passed");
}

export const { world, orders, stock } = shop();
export const onEu = { issuer: EU, subject: SUBJECT };
export const onUs = { issuer: US, subject: SUBJECT };
