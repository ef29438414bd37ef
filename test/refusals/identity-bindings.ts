import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { FederatedWorkload, Subject } from "../../lib";
import { AksIdentityBindings, AzapiProvider, AzureTrust, type AksIdentityBindingsProps } from "../../lib/azure";
import type { World } from "../world";
import { TENANT } from "./azure-builders";
import { SUBJECT, type Build, type Refusal } from "./refusal";

export const AKS_BINDING_ID =
  "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ContainerService/managedClusters/we";

export const bindingTrust = (world: World): AzureTrust =>
  new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });

function build(world: World, props: (world: World) => Partial<AksIdentityBindingsProps>): AksIdentityBindings {
  return new AksIdentityBindings(world, "bindings", {
    clusters: [{ cluster: world.we, id: AKS_BINDING_ID }],
    trust: bindingTrust(world),
    azapiProvider: new AzapiProvider(world, "azapi"),
    ...props(world),
  });
}

const bindings =
  (props: (world: World) => Partial<AksIdentityBindingsProps>): Build =>
  (world) =>
    build(world, props);

const ids = (...all: readonly string[]): Build =>
  bindings(({ we, edge }) => ({
    clusters: all.map((id, index) => ({ cluster: index === 0 ? we : likeAks(edge), id })),
  }));

/** A cluster that runs the webhook, of another issuer. */
const likeAks = ({ name, issuer }: Pick<World["edge"], "name" | "issuer">) => ({
  name,
  issuer,
  webhooks: ["azure.workload.identity"],
});

export const IDENTITY_BINDING_REFUSALS: readonly Refusal[] = [
  ["CLUSTERS_EMPTY", "the list of clusters is empty", bindings(() => ({ clusters: [] }))],
  ["AZURE_ID_INVALID", '"we"', ids("we")],
  ["AZURE_ID_INVALID", "/fleets/we", ids(AKS_BINDING_ID.replace("managedClusters", "fleets"))],
  ["AZURE_ID_INVALID", "/we/", ids(`${AKS_BINDING_ID}/`)],
  ["CLUSTER_DUPLICATE", '"we" and "edge" have one resource id', ids(AKS_BINDING_ID, AKS_BINDING_ID.toUpperCase())],
  [
    "IDENTITY_BINDING_UNSUPPORTED",
    'does not run on the cluster "edge"',
    bindings(({ edge }) => ({ clusters: [{ cluster: edge, id: AKS_BINDING_ID }] })),
  ],
  [
    "IDENTITY_BINDING_UNSUPPORTED",
    'is of "azurerm"',
    bindings((world) => ({ azapiProvider: new AzurermProvider(world, "azurerm", { features: [{}] }) })),
  ],
  ["AZURE_NAME_INVALID", '"latest"', bindings(() => ({ apiVersion: "latest" }))],
  ["AZURE_NAME_INVALID", '"a b"', (world) => new AzapiProvider(world, "azapi", { alias: "a b" })],
  ["AZURE_ID_INVALID", '"acme"', (world) => new AzapiProvider(world, "azapi", { subscriptionId: "acme" })],
  [
    "SUBJECT_NOT_SERVICE_ACCOUNT",
    '"repo:acme/api:ref:refs/heads/main" does not stand for one ServiceAccount',
    (world) =>
      build(world, () => ({}))
        .managedIdentity()
        .federate(world, "orders", [{ issuer: world.we.issuer, subject: Subject.exactly("repo:acme/api:ref:refs/heads/main") }]),
  ],
  [
    "IDENTITY_BINDING_UNSUPPORTED",
    'jobs with tokens of the issuer "we"',
    (world) => {
      const azure = build(world, () => ({})).managedIdentity();
      const orders = new FederatedWorkload(world, "orders", {
        clusters: [world.we],
        namespace: "shop",
        serviceAccountName: "orders",
        identities: { azure },
      });
      return orders.identities.azure.jobSettings(world.we.issuer);
    },
  ],
  [
    "SUBJECT_PATTERN_UNSUPPORTED",
    '"system:serviceaccount:*"',
    (world) =>
      build(world, () => ({}))
        .managedIdentity()
        .federate(world, "orders", [
          { issuer: world.edge.issuer, subject: Subject.matching("system:serviceaccount:*") },
          { issuer: world.edge.issuer, subject: SUBJECT },
        ]),
  ],
];
