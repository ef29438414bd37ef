import { Annotations, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import { AZURE_WEBHOOK } from "../core/cluster";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import { checkDistinct, type Issuer } from "../core/issuer";
import { stableText } from "../core/tokens";
import { AKS_IDENTITY_BINDING } from "../facts/aks";
import type { AksBindingCluster, AksBindingTrust } from "./aks-binding-cluster";
import { requestBoundIdentity, type AksBoundIdentity } from "./aks-bound-identity";
import type { AzureManagedIdentityOptions } from "./azure-managed-identity";
import { AKS_IDENTITY_BINDINGS_PROPS } from "./identity-binding-values";
import { canonicalId, comparedId } from "./resource-id";
import { AZAPI } from "./resources/azapi-provider";
import type { AzureTenant } from "./tenant";

/** The AKS clusters with identity bindings, and the trust that makes managed identities. */
export interface AksIdentityBindingsProps {
  /** The clusters. They run the Azure webhook, in version 1.6.0 or later. */
  readonly clusters: readonly AksBindingCluster[];
  /** Where the managed identities are made. On clusters that are not among `clusters`, they get federated credentials as with the trust. */
  readonly trust: AzureTenant;
  /** The `azapi` Terraform provider: an `AzapiProvider`, or a class that `cdktf get` made of `azure/azapi`. */
  readonly azapiProvider: TerraformProvider;
  /** The version of the API. Not tried against Azure: say another where yours refuses it. @default "2026-04-01" */
  readonly apiVersion?: string;
  /**
   * Whether azapi compares the binding with the types that it knows: turn it off for an `apiVersion` that is newer than the provider (2.11 is
   * the first that knows 2026-04-01).
   * @default - azapi's own default, true
   */
  readonly schemaValidation?: boolean;
}

/**
 * AKS clusters whose pods become managed identities through identity bindings: no federated credential a cluster and ServiceAccount, so the
 * limit of 20 falls.
 *
 * Pods must say so: `WorkloadIdentityCredential` with the option of its SDK that turns the token proxy on (`enableAzureProxy` or alike),
 * because neither `DefaultAzureCredential` nor `ManagedIdentityCredential` uses it. Not on clusters with API server VNet integration. Who applies
 * must write bindings on the cluster, federated credentials on the identity, and ClusterRoles in the cluster.
 * https://learn.microsoft.com/azure/aks/identity-bindings-concepts
 *
 * Made of Azure's own definitions (API 2026-04-01, azapi 2.12, webhook 1.6.0) and not tried against Azure.
 *
 * @throws FederationError AZURE_ID_INVALID, CLUSTERS_EMPTY, CLUSTER_DUPLICATE, IDENTITY_BINDING_UNSUPPORTED, ISSUER_DUPLICATE, VALUE_MISSING
 * @example
 * import { AksIdentityBindings, AzapiProvider } from "cdktf-workload-identity/azure";
 * const bindings = new AksIdentityBindings(this, "bindings", {
 *   clusters: [{ cluster: we, id: aksCluster.id }],
 *   trust: azure,
 *   azapiProvider: new AzapiProvider(this, "azapi"),
 * });
 */
export class AksIdentityBindings extends Construct implements AksBindingTrust {
  readonly trust: AzureTenant;
  readonly azapiProvider: TerraformProvider;
  readonly apiVersion: string;
  readonly schemaValidation: boolean | undefined;
  private readonly clusters: ReadonlyMap<string, AksBindingCluster>;

  constructor(scope: Construct, id: string, props: AksIdentityBindingsProps) {
    super(scope, id);
    checkValues(this.node.path, "the identity bindings", AKS_IDENTITY_BINDINGS_PROPS, props);
    checkAzapi(this, props.azapiProvider);
    checkClusters(this, props.clusters);
    this.trust = props.trust;
    this.azapiProvider = props.azapiProvider;
    this.apiVersion = props.apiVersion ?? AKS_IDENTITY_BINDING.apiVersion;
    this.schemaValidation = props.schemaValidation;
    this.clusters = new Map(
      props.clusters.map((one) => [stableText(this, one.cluster.issuer.url), { ...one, id: canonicalId(one.id) }]),
    );
    if (this.trust.cloud !== "public") {
      Annotations.of(this).addWarning(
        `whether AKS has identity bindings in the cloud ${quoted(this.trust.cloud)} is unknown: Azure documents them for the public one`,
      );
    }
  }

  /** Asks for a user-assigned managed identity: one for each workload that names it. */
  managedIdentity(options: AzureManagedIdentityOptions = {}): IdentityRequest<AksBoundIdentity> {
    return requestBoundIdentity(this, options);
  }

  clusterOf(issuer: Issuer): AksBindingCluster | undefined {
    // By its expression: two reads of one attribute are two tokens.
    return this.clusters.get(stableText(this, issuer.url));
  }
}

function checkClusters(scope: Construct, clusters: readonly AksBindingCluster[]): void {
  const byId = new Map<string, AksBindingCluster>();
  for (const one of clusters) {
    const { cluster } = one;
    if (one.provider !== undefined) checkAzapi(scope, one.provider);
    if (!cluster.webhooks.includes(AZURE_WEBHOOK)) {
      throw new FederationError(scope, {
        code: "IDENTITY_BINDING_UNSUPPORTED",
        what: `the Azure webhook does not run on the cluster ${quoted(cluster.name)}, and it alone shows pods the way to AKS's token service`,
        cure: "name clusters of Cluster.aks, and leave the others to the trust",
      });
    }
    const id = stableText(scope, comparedId(one.id));
    const twin = byId.get(id);
    if (twin !== undefined) {
      throw new FederationError(scope, {
        code: "CLUSTER_DUPLICATE",
        what: `the clusters ${quoted(twin.cluster.name)} and ${quoted(cluster.name)} have one resource id: ${id}`,
        cure: "give each cluster its own id",
      });
    }
    byId.set(id, one);
  }
  checkDistinct(
    scope,
    clusters.map(({ cluster }) => cluster.issuer),
  );
}

function checkAzapi(scope: Construct, provider: TerraformProvider): void {
  if (provider.terraformResourceType === AZAPI.providerName) return;
  throw new FederationError(scope, {
    code: "IDENTITY_BINDING_UNSUPPORTED",
    what: `the provider ${quoted(provider.node.path)} is of ${quoted(provider.terraformResourceType)}, and identity bindings are made with azapi alone`,
    cure: 'give "azapiProvider" a new AzapiProvider(this, "azapi")',
  });
}
