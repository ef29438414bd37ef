import type { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { checkValues } from "../core/check-values";
import { derivedNameOf } from "../core/derived-name";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { moveFrom } from "../core/move";
import { checkImportId } from "./adopting";
import { checkCredentialCount, checkProvider } from "./checks";
import type { AzureCloud } from "../facts/azure-clouds";
import { entraJobSettings, entraSettings } from "./entra-settings";
import { writeCredentials } from "./federated-credentials";
import { AZURE_LIMITS } from "../facts/azure";
import { AZURE_MANAGED_IDENTITY_PROPS } from "./identity-values";
import { moveCredential, type WrittenCredential } from "./move-credential";
import { assignRoles, type AzureRoleAssignment } from "./role-assignments";
import { checkExact, checkEntraSources } from "./sources";
import type { AzureTenant } from "./tenant";
import { createUserAssignedIdentity } from "./user-assigned-identity";

/** What a user may say of any managed identity that is made. */
export interface CommonManagedIdentityOptions {
  /** Its roles, each on a scope. @default - none */
  readonly roleAssignments?: readonly AzureRoleAssignment[];
  /** Tags, over those of the trust, whatever the letter case of their keys. @default - the trust's */
  readonly tags?: Readonly<Record<string, string>>;
  /** The `azurerm` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** What a user may say of a managed identity. */
export interface AzureManagedIdentityOptions extends CommonManagedIdentityOptions {
  /**
   * 3 to 128 letters, digits, `-` and `_`; no other identity of the resource group may have it, in whatever letter case.
   * @default - derived from the construct path, with a stable hash
   */
  readonly name?: string;
}

/** A managed identity, the trust that it belongs to, and who may become it. */
export interface AzureManagedIdentityProps extends AzureManagedIdentityOptions {
  readonly trust: AzureTenant;
  readonly sources: readonly TokenSource[];
}

export function requestManagedIdentity(
  trust: AzureTenant,
  options: AzureManagedIdentityOptions,
): IdentityRequest<AzureManagedIdentity> {
  return { federate: (scope, id, sources) => new AzureManagedIdentity(scope, id, { ...options, trust, sources }) };
}

/**
 * A user-assigned managed identity that exactly these tokens may become: a federated credential for each issuer and subject.
 *
 * Usually asked for with `trust.managedIdentity({…})` and created by the workload. Azure takes 20 credentials an identity and
 * one write at a time, so each credential waits for the one before it
 * (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations). For more, ask for
 * `trust.shardedIdentity({…})`.
 *
 * A credential compares issuer, subject and audience alone: claims that an issuer says of all its tokens are left out, with a warning.
 *
 * @throws FederationError AZURE_NAME_INVALID, CLAIM_UNSUPPORTED, CLUSTER_PROVIDER_FOREIGN, CREDENTIAL_LIMIT, FIELD_TOO_LONG,
 * ISSUER_DUPLICATE, OWNER_DUPLICATE, ROLE_ASSIGNMENT_INVALID, SHARED_ISSUER_TOO_WIDE, SUBJECT_PATTERN_UNSUPPORTED, TAG_INVALID, VALUE_MISSING
 * @example
 * const roleAssignments = [{ roleDefinitionName: "Storage Blob Data Reader", scope: storage.id }];
 * const identities = { azure: azure.managedIdentity({ roleAssignments }) };
 */
export class AzureManagedIdentity extends Construct implements Identity {
  readonly name: string;
  /** What a pod names as `AZURE_CLIENT_ID`. */
  readonly clientId: string;
  /** What roles are assigned to. */
  readonly principalId: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
  private readonly identity: UserAssignedIdentity;
  private readonly credentials: readonly WrittenCredential[];

  constructor(scope: Construct, id: string, props: AzureManagedIdentityProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the managed identity", AZURE_MANAGED_IDENTITY_PROPS, props);
    const { trust, sources, provider = trust.provider } = props;
    checkProvider(this, provider);
    checkEntraSources(this, sources);
    for (const source of sources) checkExact(path, source);
    this.name = props.name ?? derivedNameOf(this, sources[0]?.subject, AZURE_LIMITS.identityName);
    checkCredentialCount(this, sources.length);
    this.identity = createUserAssignedIdentity(this, { trust, name: this.name, tags: props.tags, provider });
    this.clientId = this.identity.clientId;
    this.principalId = this.identity.principalId;
    this.tenantId = trust.tenantId;
    this.cloud = trust.cloud;
    const { resourceGroupName, cloud } = trust;
    this.credentials = writeCredentials(this, sources, { id: this.identity.id, resourceGroupName, cloud, provider });
    assignRoles(this, props.roleAssignments ?? [], { principalId: this.principalId, provider });
  }

  /**
   * Takes over a managed identity that exists: Terraform imports it at the next apply in place of making one. Name, resource group and
   * location must be those that it has, or Terraform replaces it.
   *
   * @param id its resource id, as "az identity show --query id" prints it
   * @throws FederationError AZURE_ID_INVALID
   * @example identity.importFrom(`/subscriptions/${subscription}/resourceGroups/acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`);
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

  /**
   * Says which credential of this stack's state the one for this issuer and subject was before, such as under a cluster's former name: the
   * old one is then deleted before the new one is made, as Azure demands of one issuer and subject.
   *
   * @param address such as `azurerm_federated_identity_credential.orders_credential-eu_1A2B3C4D`
   * @throws FederationError ISSUER_NOT_TRUSTED, ADDRESS_INVALID
   */
  moveCredential(source: TokenSource, address: string): void {
    moveCredential(this, this.credentials, { source, address });
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return identitySettings(entraSettings(this, cluster, tokens));
  }

  jobSettings(issuer?: Issuer): JobSettings {
    return entraJobSettings(this, issuer);
  }
}
