import { AKS_IDENTITY_BINDING } from "../../facts/aks";
import { passes } from "../claim-test";
import { type Json, textOf } from "../json";
import type { Configuration } from "../read/configuration";
import { type ClaimTest, shapeOf, type TokenShape } from "../shape";
import { show } from "../text";
import type { Token } from "../token";
import { bodyOf } from "./request-body";

/**
 * An AKS identity binding: pods of its cluster become the identity through AKS's own token service, which asks the cluster's RBAC. The files
 * need not say whom that allows, so nothing is decided of it.
 * https://learn.microsoft.com/azure/aks/identity-bindings-concepts
 */
export interface AzureBinding {
  readonly address: string;
  /** The id of the managed identity. A text with holes. */
  readonly identity: string;
  /** The id of the cluster. A text with holes. */
  readonly cluster: string;
}

const REQUESTS = ["azapi_resource", "azapi_update_resource", "azapi_resource_action"];

/** The identity bindings of a configuration, which azapi alone can write. */
export function readBindings(configuration: Configuration): AzureBinding[] {
  const type = AKS_IDENTITY_BINDING.type.toLowerCase();
  return REQUESTS.flatMap((request) => configuration.ofType(request))
    .filter(({ mode, values }) => mode === "managed" && text(values["type"]).toLowerCase().split("@")[0] === type)
    .map(({ address, values }) => ({
      address,
      identity: text(bodyOf(bodyOf(bodyOf(values["body"])?.["properties"])?.["managedIdentity"])?.["resourceId"]),
      cluster: text(values["parent_id"]),
    }));
}

/** Why a token that no credential takes may get in all the same. `undefined`: it cannot be a pod's of a cluster with a binding. */
export function throughBinding(bindings: readonly AzureBinding[], { iss, sub }: Token): string | undefined {
  const [binding] = bindings;
  const claims: Readonly<Record<string, string | undefined>> = { iss, sub };
  const mayBe =
    binding !== undefined && testsOf(binding).some((tests) => tests.every((test) => passes(test, claims[test.claim]) !== "no"));
  return mayBe ? `${binding.address}: ${why(binding)}` : undefined;
}

/** What is known of the tokens that bindings let in. */
export function shapesOfBindings(bindings: readonly AzureBinding[]): TokenShape[] {
  return bindings.flatMap((binding) => testsOf(binding).map((tests) => shapeOf(tests, [binding.address], [why(binding)])));
}

/** A pod's own token, of a ServiceAccount, or the one that AKS's token service makes of it for Entra. */
const testsOf = ({ cluster }: AzureBinding): ClaimTest[][] => [
  [
    { claim: "iss", test: "unknown", values: [`the issuer of ${show(cluster)}`] },
    { claim: "sub", test: "like", values: ["system:serviceaccount:*"] },
  ],
  [{ claim: "iss", test: "like", values: ["https://ib.oic.*"] }],
];

const why = ({ cluster }: AzureBinding): string =>
  `whether RBAC on the cluster ${show(cluster)} lets the ServiceAccount use the identity through its AKS identity binding`;

function text(value: Json | undefined): string {
  return textOf(value) ?? "";
}
