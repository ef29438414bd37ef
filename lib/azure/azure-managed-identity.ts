import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { ICluster } from "../core/cluster";
import { derivedName, derivedNameOf } from "../core/derived-name";
import type { Identity, IdentityRequest, TokenSource } from "../core/identity";
import { identitySettings, type IdentitySettings } from "../core/identity-settings";
import { stableId, stableText } from "../core/tokens";
import { checkCredentialCount, checkIdentityName, checkSource } from "./checks";
import { AZURE_CLOUDS, type AzureCloud } from "./clouds";
import { AZURE_LIMITS } from "./limits";
import { managedIdentitySettings } from "./managed-identity-settings";
import { assignRoles, type AzureRoleAssignment } from "./role-assignments";
import type { AzureTenant } from "./tenant";

/** What a user may say of a managed identity. */
export interface AzureManagedIdentityOptions {
  /** 3 to 128 letters, digits, `-` and `_`. @default - derived from the construct path, with a stable hash */
  readonly name?: string;
  /** Its roles, each on a scope. @default - none */
  readonly roleAssignments?: readonly AzureRoleAssignment[];
  /** Tags, over those of the trust. @default - the trust's */
  readonly tags?: Readonly<Record<string, string>>;
  /** The `azurerm` Terraform provider. @default - the trust's */
  readonly provider?: TerraformProvider;
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
 * (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations).
 *
 * @throws FederationError AZURE_NAME_INVALID, CREDENTIAL_LIMIT, FIELD_TOO_LONG, SUBJECT_PATTERN_UNSUPPORTED, ROLE_ASSIGNMENT_INVALID
 * @example
 * identities: {
 *   azure: azure.managedIdentity({ roleAssignments: [{ roleDefinitionName: "Storage Blob Data Reader", scope: storage.id }] }),
 * }
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
    this.name = props.name ?? derivedNameOf(this, sources[0]?.subject.text, AZURE_LIMITS.identityName);
    checkIdentityName(path, this.name);
    checkCredentialCount(path, sources.length);
    for (const source of sources) checkSource(path, source);

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
    this.trust(sources, identity.id, trust, provider);
    assignRoles(this, props.roleAssignments ?? [], { principalId: this.principalId, provider });
  }

  settingsOn(cluster: ICluster): IdentitySettings {
    return identitySettings(managedIdentitySettings(this, cluster));
  }

  private trust(
    sources: readonly TokenSource[],
    parentId: string,
    tenant: AzureTenant,
    provider: TerraformProvider | undefined,
  ): void {
    let previous: FederatedIdentityCredential | undefined;
    for (const { issuer, subject } of sources) {
      previous = new FederatedIdentityCredential(this, stableId(this, `credential-${issuer.name}`, issuer.name, subject.text), {
        provider,
        name: derivedName([issuer.name], [issuer.name, stableText(this, subject.text)], AZURE_LIMITS.credentialName),
        resourceGroupName: tenant.resourceGroupName,
        parentId,
        issuer: issuer.url,
        subject: subject.text,
        audience: [AZURE_CLOUDS[tenant.cloud].audience],
        dependsOn: previous && [previous],
      });
    }
  }
}
