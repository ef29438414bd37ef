import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { derivedNameOf } from "../core/derived-name";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings, type TokenOptions } from "../core/identity-settings";
import type { Issuer } from "../core/issuer";
import type { JobSettings } from "../core/job-settings";
import { checkCredentialCount, checkIdentityName, checkProvider } from "./checks";
import type { AzureCloud } from "../facts/azure-clouds";
import { entraJobSettings, entraSettings } from "./entra-settings";
import { writeCredentials } from "./federated-credentials";
import { AZURE_LIMITS } from "../facts/azure";
import { assignRoles, type AzureRoleAssignment } from "./role-assignments";
import { checkExact, checkEntraSources } from "./sources";
import type { AzureTenant } from "./tenant";

/** What a user may say of any managed identity that is made. */
export interface CommonManagedIdentityOptions {
  /** Its roles, each on a scope. @default - none */
  readonly roleAssignments?: readonly AzureRoleAssignment[];
  /** Tags, over those of the trust. @default - the trust's */
  readonly tags?: Readonly<Record<string, string>>;
  /** The `azurerm` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
}

/** What a user may say of a managed identity. */
export interface AzureManagedIdentityOptions extends CommonManagedIdentityOptions {
  /** 3 to 128 letters, digits, `-` and `_`. @default - derived from the construct path, with a stable hash */
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
 * ISSUER_DUPLICATE, ROLE_ASSIGNMENT_INVALID, SHARED_ISSUER_TOO_WIDE, SUBJECT_PATTERN_UNSUPPORTED
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

  constructor(scope: Construct, id: string, props: AzureManagedIdentityProps) {
    super(scope, id);
    const { path } = this.node;
    const { trust, sources, provider = trust.provider } = props;
    checkProvider(this, provider);
    checkEntraSources(this, sources);
    for (const source of sources) checkExact(path, source);
    this.name = props.name ?? derivedNameOf(this, sources[0]?.subject, AZURE_LIMITS.identityName);
    checkIdentityName(path, this.name);
    checkCredentialCount(path, sources.length);

    const tags = { ...trust.tags, ...props.tags };
    const identity = new UserAssignedIdentity(this, "identity", {
      provider,
      name: this.name,
      resourceGroupName: trust.resourceGroupName,
      location: trust.location,
      tags: Object.keys(tags).length > 0 ? tags : undefined,
    });
    this.clientId = identity.clientId;
    this.principalId = identity.principalId;
    this.tenantId = trust.tenantId;
    this.cloud = trust.cloud;
    const { resourceGroupName, cloud } = trust;
    writeCredentials(this, sources, { id: identity.id, resourceGroupName, cloud, provider });
    assignRoles(this, props.roleAssignments ?? [], { principalId: this.principalId, provider });
  }

  settingsOn(cluster: ICluster, tokens?: TokenOptions): IdentitySettings {
    return identitySettings(entraSettings(this, cluster, tokens));
  }

  jobSettings(issuer?: Issuer): JobSettings {
    return entraJobSettings(this, issuer);
  }
}
