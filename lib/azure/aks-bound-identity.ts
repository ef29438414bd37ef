import type { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Annotations, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { ICluster } from "../core/cluster";
import { derivedNameOf } from "../core/derived-name";
import { FederationError, quoted } from "../core/errors";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkSources } from "../core/sources";
import { moveFrom } from "../core/move";
import { AKS_IDENTITY_BINDING } from "../facts/aks";
import { AZURE_LIMITS } from "../facts/azure";
import type { AzureCloud } from "../facts/azure-clouds";
import type { AksBindingTrust } from "./aks-binding-cluster";
import { checkImportId } from "./adopting";
import { boundSettings } from "./bound-settings";
import type { AzureManagedIdentityOptions } from "./azure-managed-identity";
import { checkCredentialCount, checkProvider } from "./checks";
import { entraJobSettings, entraSettings } from "./entra-settings";
import { writeCredentials } from "./federated-credentials";
import { boundClusters, untriedNames, writeBindings } from "./identity-bindings";
import { AKS_BOUND_IDENTITY_PROPS } from "./identity-binding-values";
import { assignRoles } from "./role-assignments";
import { checkEntraSources, checkExact } from "./sources";
import { createUserAssignedIdentity } from "./user-assigned-identity";

/** A managed identity, the AKS clusters that it may be bound to, and who may become it. */
export interface AksBoundIdentityProps extends AzureManagedIdentityOptions {
  readonly bindings: AksBindingTrust;
  readonly sources: readonly TokenSource[];
}

export function requestBoundIdentity(
  bindings: AksBindingTrust,
  options: AzureManagedIdentityOptions,
): IdentityRequest<AksBoundIdentity> {
  return { federate: (scope, id, sources) => new AksBoundIdentity(scope, id, { ...options, bindings, sources }) };
}

/**
 * A user-assigned managed identity that the pods of AKS clusters become through identity bindings: one binding a cluster, whatever the number
 * of ServiceAccounts, and one federated credential for all of them, which AKS writes and keeps (`aks-identity-binding`: do not change it;
 * AKS leaves it behind when the last binding goes). Clusters without bindings get a federated credential for each ServiceAccount, as with
 * `AzureTrust`.
 *
 * Who may use it on a bound cluster is decided by RBAC on that cluster: the workload writes a ClusterRole for this identity alone and binds
 * it to its own ServiceAccounts alone. Whoever may do everything there (`cluster-admin`), or may bind ClusterRoles, may use it too.
 * A workload that had `azure.managedIdentity({…})` under the same name keeps its identity and its address.
 *
 * @throws FederationError IDENTITY_BINDING_UNSUPPORTED, SUBJECT_NOT_SERVICE_ACCOUNT, OWNER_DUPLICATE, and what AzureManagedIdentity throws
 * @example
 * const identities = { azure: bindings.managedIdentity({ roleAssignments: [{ roleDefinitionName: "Reader", scope: group.id }] }) };
 */
export class AksBoundIdentity extends Construct implements Identity {
  readonly name: string;
  /** What a pod names as `AZURE_CLIENT_ID`, and what the ClusterRole names as its resource. */
  readonly clientId: string;
  /** What roles are assigned to. */
  readonly principalId: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
  private readonly bindings: AksBindingTrust;
  private readonly identity: UserAssignedIdentity;

  constructor(scope: Construct, id: string, props: AksBoundIdentityProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the managed identity", AKS_BOUND_IDENTITY_PROPS, props);
    const { bindings, sources } = props;
    const { trust } = bindings;
    const provider: TerraformProvider | undefined = props.provider ?? trust.provider;
    checkProvider(this, provider);
    checkSources(this, sources);
    const clusters = boundClusters(this, bindings, sources);
    const federated = sources.filter(({ issuer }) => bindings.clusterOf(issuer) === undefined);
    if (federated.length > 0) checkEntraSources(this, federated);
    for (const source of federated) checkExact(path, source);
    this.name = props.name ?? derivedNameOf(this, sources[0]?.subject, AZURE_LIMITS.identityName);
    checkCredentialCount(this, federated.length, clusters.length > 0 ? AKS_IDENTITY_BINDING.credentials : 0);
    const untried = untriedNames({ name: this.name, "resource group": trust.resourceGroupName });
    if (clusters.length > 0 && untried !== undefined) Annotations.of(this).addWarning(untried);

    this.identity = createUserAssignedIdentity(this, { trust, name: this.name, tags: props.tags, provider });
    this.clientId = this.identity.clientId;
    this.principalId = this.identity.principalId;
    this.tenantId = trust.tenantId;
    this.cloud = trust.cloud;
    this.bindings = bindings;
    const { resourceGroupName, cloud } = trust;
    writeCredentials(this, federated, { id: this.identity.id, resourceGroupName, cloud, provider });
    writeBindings(this, bindings, { id: this.identity.id, clusters });
    assignRoles(this, props.roleAssignments ?? [], { principalId: this.principalId, provider });
  }

  /**
   * Takes over a managed identity that exists: Terraform imports it at the next apply in place of making one. Name, resource group and
   * location must be those that it has, or Terraform replaces it.
   *
   * @param id its resource id, as "az identity show --query id" prints it
   * @throws FederationError AZURE_ID_INVALID
   */
  importFrom(id: string): void {
    this.identity.importFrom(checkImportId(this.node.path, id));
  }

  /**
   * Takes over a managed identity of this stack's state that has another address there.
   *
   * @param address such as `azurerm_user_assigned_identity.orders`
   * @throws FederationError ADDRESS_INVALID
   */
  moveFrom(address: string): void {
    moveFrom(this, this.identity, address);
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    const settings = entraSettings(this, cluster, tokens);
    const isBound = this.bindings.clusterOf(cluster.issuer) !== undefined;
    return identitySettings(isBound ? boundSettings(settings, this) : settings);
  }

  /** @throws FederationError IDENTITY_BINDING_UNSUPPORTED */
  jobSettings(issuer?: Issuer): JobSettings {
    const bound = issuer && this.bindings.clusterOf(issuer);
    if (bound === undefined) return entraJobSettings(this, issuer);
    throw new FederationError(this, {
      code: "IDENTITY_BINDING_UNSUPPORTED",
      what: `jobs with tokens of the issuer ${quoted(bound.cluster.issuer.name)} cannot use an identity binding, which is for pods of its cluster alone`,
      cure: "ask an AzureTrust for the identity of these jobs",
    });
  }
}
