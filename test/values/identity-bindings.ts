import { Subject } from "../../lib";
import { AksBoundIdentity, AksIdentityBindings, AzapiProvider, type AksIdentityBindingsProps } from "../../lib/azure";
import {
  AKS_BINDING_CLUSTER,
  AKS_BOUND_IDENTITY_PROPS,
  AKS_IDENTITY_BINDINGS_PROPS,
} from "../../lib/azure/identity-binding-values";
import { AZAPI_PROVIDER_CONFIG } from "../../lib/azure/resources/azapi-values";
import { AKS_BINDING_ID, bindingTrust } from "../refusals/identity-bindings";
import type { World } from "../world";
import type { RoomValues } from "./room";

function bindings(world: World, props: Partial<AksIdentityBindingsProps> = {}): AksIdentityBindings {
  return new AksIdentityBindings(world, "bindings", {
    clusters: [{ cluster: world.we, id: AKS_BINDING_ID }],
    trust: bindingTrust(world),
    azapiProvider: new AzapiProvider(world, "azapi"),
    ...props,
  });
}

/** Everything of AKS identity bindings that users fill in. */
export const IDENTITY_BINDING_VALUES: RoomValues = {
  AksIdentityBindingsProps: {
    rules: AKS_IDENTITY_BINDINGS_PROPS,
    build: bindings,
  },
  AksBindingCluster: {
    rules: AKS_BINDING_CLUSTER,
    build: (world, options) => bindings(world, { clusters: [{ cluster: world.we, id: AKS_BINDING_ID, ...options }] }),
  },
  AksBoundIdentityProps: {
    rules: AKS_BOUND_IDENTITY_PROPS,
    build: (world, options) =>
      new AksBoundIdentity(world, "orders", {
        bindings: bindings(world),
        sources: [{ issuer: world.edge.issuer, subject: Subject.exactly("system:serviceaccount:shop:orders") }],
        ...options,
      }),
  },
  AzapiProviderConfig: {
    rules: AZAPI_PROVIDER_CONFIG,
    build: (world, options) => new AzapiProvider(world, "azapi", options),
  },
};
