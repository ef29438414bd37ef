import { FederatedWorkload, type Cluster, type IdentityRequests } from "../../lib";
import { AksIdentityBindings, AzapiProvider, AzureTrust, type AksIdentityBindingsProps } from "../../lib/azure";
import { World, type Terraform } from "../world";
import { TENANT } from "./entra";

export const aks = (name: string) =>
  `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/acme/providers/Microsoft.ContainerService/managedClusters/${name}`;

/** A world, its trust, and the bindings of its AKS cluster. */
export function bound(props: Partial<AksIdentityBindingsProps> = {}) {
  const world = new World();
  const trust = new AzureTrust(world, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });
  const azapiProvider = new AzapiProvider(world, "azapi");
  const bindings = new AksIdentityBindings(world, "bindings", {
    clusters: [{ cluster: world.we, id: aks("we") }],
    trust,
    azapiProvider,
    ...props,
  });
  return { world, trust, bindings, azapiProvider };
}

export function workload(world: World, clusters: readonly Cluster[], identities: IdentityRequests, name = "orders") {
  return new FederatedWorkload(world, name, { clusters, namespace: "shop", serviceAccountName: name, identities });
}

/** The one managed identity, as references name it. */
export const identityIn = (terraform: Terraform) =>
  `azurerm_user_assigned_identity.${Object.keys(terraform.resource!["azurerm_user_assigned_identity"]!)[0]!}`;
