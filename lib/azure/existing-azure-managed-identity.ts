import { Fn, type TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { checkValues } from "../core/check-values";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkCredentialCount, checkManagedIdentityId, checkProvider, checkSubscription } from "./checks";
import type { AzureCloud } from "../facts/azure-clouds";
import { credentialQueue } from "./credential-queue";
import { entraJobSettings, entraSettings } from "./entra-settings";
import { claimCredentials, writeCredentials } from "./federated-credentials";
import { EXISTING_AZURE_MANAGED_IDENTITY_PROPS } from "./identity-values";
import { moveCredential, type WrittenCredential } from "./move-credential";
import { canonicalId } from "./resource-id";
import { assignRoles, type AzureRoleAssignment } from "./role-assignments";
import { checkExact, checkEntraSources } from "./sources";
import type { AzureTenant } from "./tenant";

/** A managed identity that exists. A `data.azurerm_user_assigned_identity` is one. */
export interface ExistingManagedIdentity {
  /**
   * `/subscriptions/…/resourceGroups/…/providers/Microsoft.ManagedIdentity/userAssignedIdentities/…`, in any letter case. Its subscription
   * must be the Terraform provider's: azurerm would write to an identity of the same name there. May be a token.
   */
  readonly id: string;
  /** May be a token. */
  readonly clientId: string;
  /** What roles are assigned to. May be a token. */
  readonly principalId: string;
}

/** What a user may say of a managed identity that exists. */
export interface ExistingManagedIdentityOptions {
  /** Further roles, each on a scope. @default - none */
  readonly roleAssignments?: readonly AzureRoleAssignment[];
  /** The `azurerm` Terraform provider of the identity's subscription. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** A managed identity that exists, and who may now become it. */
export interface ExistingAzureManagedIdentityProps extends ExistingManagedIdentityOptions {
  readonly identity: ExistingManagedIdentity;
  readonly trust: AzureTenant;
  readonly sources: readonly TokenSource[];
}

export function requestExistingManagedIdentity(
  trust: AzureTenant,
  identity: ExistingManagedIdentity,
  options: ExistingManagedIdentityOptions,
): IdentityRequest<ExistingAzureManagedIdentity> {
  return {
    federate: (scope, id, sources) => new ExistingAzureManagedIdentity(scope, id, { ...options, identity, trust, sources }),
  };
}

/**
 * A user-assigned managed identity that somebody else made, and that exactly these tokens may now become too.
 *
 * Who could become it before still can: this adds federated credentials and role assignments, and removes none. The credentials
 * that it has already count towards the 20 that Azure takes, and cannot be seen from here; those of all workloads of the app are
 * counted together. Azure takes one write an identity at a time: the workloads of a stack wait for each other, but do not apply two
 * stacks that add credentials to it at once, and read it with one data source a stack, because two cannot be told to be one identity
 * (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations).
 *
 * @throws FederationError AZURE_ID_INVALID, CLAIM_UNSUPPORTED, CLUSTER_PROVIDER_FOREIGN, CREDENTIAL_LIMIT, FIELD_TOO_LONG,
 * ISSUER_DUPLICATE, OWNER_DUPLICATE, ROLE_ASSIGNMENT_INVALID, SHARED_ISSUER_TOO_WIDE, SUBJECT_PATTERN_UNSUPPORTED, ADDRESS_INVALID
 * @example
 * import { DataAzurermUserAssignedIdentity } from "@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity";
 * const found = new DataAzurermUserAssignedIdentity(this, "found", { name: "orders", resourceGroupName: "acme" });
 * const identities = { azure: azure.fromManagedIdentity(found) };
 */
export class ExistingAzureManagedIdentity extends Construct implements Identity {
  /** What a pod names as `AZURE_CLIENT_ID`. */
  readonly clientId: string;
  /** What roles are assigned to. */
  readonly principalId: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
  private readonly credentials: readonly WrittenCredential[];

  constructor(scope: Construct, id: string, props: ExistingAzureManagedIdentityProps) {
    super(scope, id);
    const { path } = this.node;
    checkValues(path, "the identity", EXISTING_AZURE_MANAGED_IDENTITY_PROPS, props);
    const { trust, sources, provider = trust.provider } = props;
    checkProvider(this, provider);
    const { id: givenId, clientId, principalId } = props.identity;
    checkManagedIdentityId(path, givenId);
    const identityId = canonicalId(givenId);
    checkSubscription(this, identityId, provider);
    checkEntraSources(this, sources);
    for (const source of sources) checkExact(path, source);
    checkCredentialCount(this, sources.length, credentialQueue(this, identityId).count);
    claimCredentials(this, sources, identityId);

    this.clientId = clientId;
    this.principalId = principalId;
    this.tenantId = trust.tenantId;
    this.cloud = trust.cloud;
    const resourceGroupName = resourceGroupOf(identityId);
    this.credentials = writeCredentials(this, sources, { id: identityId, resourceGroupName, cloud: trust.cloud, provider });
    assignRoles(this, props.roleAssignments ?? [], { principalId, provider });
  }

  /**
   * Says which credential of this stack's state the one for this issuer and subject was before, such as under a cluster's former name.
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

/** An identity need not live in the trust's resource group; its id says where it does, now or when Terraform applies. */
function resourceGroupOf(identityId: string): string {
  const segments = identityId.split("/");
  // Of an id that holds tokens the places are known where it is spelled out whole.
  if (segments.length === 9) return segments[4] ?? "";
  return Fn.element(Fn.split("/", identityId), 4) as string;
}
