import { TerraformVariable } from "cdktf";
import { Cluster, FederatedWorkload } from "../../lib";
import { AwsTrust } from "../../lib/aws";
import { EDGE, EU, WE, type World } from "../world";
import type { Refusal } from "./refusal";

/** A text that is unknown until apply. */
const late = (world: World) => new TerraformVariable(world, "late", { type: "string" }).stringValue;
const eks =
  (issuerUrl: (world: World) => string) =>
  (world: World): Cluster =>
    Cluster.eks(world, "bad", { issuerUrl: issuerUrl(world) });
const gke =
  (props: { project?: string; location?: string; clusterName?: string }) =>
  (world: World): Cluster =>
    Cluster.gke(world, "bad", { project: "acme-prod", location: "us-east1", clusterName: "us", ...props });

/** Issuers that no cluster of the kind has. */
export const CLUSTER_REFUSALS: readonly Refusal[] = [
  ["CONSTRUCT_ID_INVALID", '"1aws_', (world) => new AwsTrust(world, "1aws", { issuers: [world.eu.issuer] })],
  [
    "CONSTRUCT_ID_INVALID",
    '"-orders_',
    (world) => {
      const props = { clusters: [world.eu], namespace: "shop", serviceAccountName: "orders" };
      const aws = new AwsTrust(world, "aws", { issuers: [world.eu.issuer] });
      return new FederatedWorkload(world, "-orders", { ...props, identities: { aws: aws.role() } });
    },
  ],
  ["ISSUER_INVALID", 'ends in "/"', eks(() => `${EU}/`)],
  ["ISSUER_INVALID", 'ends in "/"', eks((world) => `https://oidc.eks.${late(world)}.amazonaws.com/id/A/`)],
  ["ISSUER_INVALID", '("eu-west-1" is near)', eks(() => EU.replace("eu-west-1", "eu-wst-1"))],
  [
    "ISSUER_INVALID",
    'does not end in "/"',
    (world) => Cluster.aks(world, "bad", { issuerUrl: `https://${late(world)}.oic.prod-aks.azure.com/a/b` }),
  ],
  ["ISSUER_SOURCE_INVALID", '"US East"', gke({ location: "US East" })],
  ["ISSUER_SOURCE_INVALID", '"123456789012"', gke({ project: "123456789012" })],
  ["ISSUER_SOURCE_INVALID", '"US"', gke({ clusterName: "US" })],
  ["ISSUER_SOURCE_INVALID", "location", (world) => gke({ location: `${late(world)}/x` })(world)],
  ["VALUE_MISSING", "the EKS cluster is undefined", (world) => Cluster.eks(world, "bad", undefined as never)],
  [
    "WEBHOOK_INVALID",
    '"EKS"',
    (world) => Cluster.selfManaged(world, "bad", { issuerUrl: WE.replace("westeurope", "edge"), webhooks: ["EKS"] }),
  ],
  ["ISSUER_SOURCE_INVALID", '"a/b"', gke({ project: "a/b" })],
  ["ISSUER_SOURCE_INVALID", '"AWS"', (world) => Cluster.openshift(world, "bad", { issuerUrl: EDGE, platform: "AWS" as never })],
];
