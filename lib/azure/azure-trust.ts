import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { checkValues } from "../core/check-values";
import type { IdentityRequest } from "../core/identity";
import { requestManagedIdentity, type AzureManagedIdentity, type AzureManagedIdentityOptions } from "./azure-managed-identity";
import { requestShardedIdentity, type AzureShardedIdentity, type AzureShardedIdentityOptions } from "./azure-sharded-identity";
import { checkLocation } from "./checks";
import type { AzureCloud } from "../facts/azure-clouds";
import {
  requestExistingManagedIdentity,
  type ExistingAzureManagedIdentity,
  type ExistingManagedIdentity,
  type ExistingManagedIdentityOptions,
} from "./existing-azure-managed-identity";
import type { AzureTenant } from "./tenant";
import { AZURE_TRUST_PROPS } from "./trust-values";

/** A subscription, its tenant, and where its managed identities are made. */
export interface AzureTrustProps {
  /**
   * The resource group of the managed identities. It must exist. 1 to 90 letters of a-z, digits and `_().-`: azurerm takes no other letters,
   * though Azure does. May be a token.
   */
  readonly resourceGroupName: string;
  /** The region of the managed identities, such as `westeurope` or `West Europe`. An unknown one gets a warning. May be a token. */
  readonly location: string;
  /** The Entra tenant of the subscription: a UUID. May be a token. */
  readonly tenantId: string;
  /** The cloud: it decides the audience of the tokens and the login service. @default "public" */
  readonly cloud?: AzureCloud;
  /** Tags of the managed identities: up to 50, keys up to 512 bytes, values up to 256. Letter case of keys does not count. @default - none */
  readonly tags?: Readonly<Record<string, string>>;
  /** The `azurerm` Terraform provider. @default - the stack's default `azurerm` provider */
  readonly provider?: TerraformProvider;
}

/**
 * An Azure subscription and its Entra tenant, where managed identities accept tokens of OIDC issuers.
 *
 * Azure knows no list of issuers: each managed identity names the issuers that it accepts, in its federated credentials. So this
 * creates nothing itself.
 *
 * AKS identity bindings spare a credential for each cluster: see `AksIdentityBindings`.
 *
 * @throws FederationError AZURE_NAME_INVALID, TAG_INVALID, TENANT_INVALID, VALUE_MISSING
 * @example
 * import { AzureTrust } from "cdktf-workload-identity/azure";
 * const azure = new AzureTrust(this, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId });
 */
export class AzureTrust extends Construct implements AzureTenant {
  readonly resourceGroupName: string;
  readonly location: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly provider: TerraformProvider | undefined;

  constructor(scope: Construct, id: string, props: AzureTrustProps) {
    super(scope, id);
    const { path } = this.node;
    checkLocation(this, (props as Partial<AzureTrustProps> | undefined)?.location);
    checkValues(path, "the trust", AZURE_TRUST_PROPS, props);
    this.resourceGroupName = props.resourceGroupName;
    this.location = props.location;
    this.tenantId = props.tenantId;
    this.cloud = props.cloud ?? "public";
    this.tags = props.tags;
    this.provider = props.provider;
  }

  /** Asks for a user-assigned managed identity: one for each workload that names it. */
  managedIdentity(options: AzureManagedIdentityOptions = {}): IdentityRequest<AzureManagedIdentity> {
    return requestManagedIdentity(this, options);
  }

  /** Asks for an identity over several managed identities, for more than 20 clusters: one for each workload that names it. */
  shardedIdentity(options: AzureShardedIdentityOptions): IdentityRequest<AzureShardedIdentity> {
    return requestShardedIdentity(this, options);
  }

  /** Asks that a workload may become a managed identity that exists, in any resource group. */
  fromManagedIdentity(
    identity: ExistingManagedIdentity,
    options: ExistingManagedIdentityOptions = {},
  ): IdentityRequest<ExistingAzureManagedIdentity> {
    return requestExistingManagedIdentity(this, identity, options);
  }
}
