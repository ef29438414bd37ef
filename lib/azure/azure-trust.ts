import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { FederationError, quoted } from "../core/errors";
import type { IdentityRequest } from "../core/identity";
import { requestManagedIdentity, type AzureManagedIdentity, type AzureManagedIdentityOptions } from "./azure-managed-identity";
import { checkLocation, checkResourceGroup, checkTenant } from "./checks";
import { AZURE_CLOUDS, type AzureCloud } from "./clouds";
import type { AzureTenant } from "./tenant";

/** A subscription, its tenant, and where its managed identities are made. */
export interface AzureTrustProps {
  /** The resource group of the managed identities. It must exist. May be a token. */
  readonly resourceGroupName: string;
  /** The region of the managed identities, such as `westeurope`. May be a token. */
  readonly location: string;
  /** The Entra tenant of the subscription: a UUID. May be a token. */
  readonly tenantId: string;
  /** The cloud: it decides the audience of the tokens and the login service. @default "public" */
  readonly cloud?: AzureCloud;
  /** Tags of the managed identities. @default - none */
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
 * @throws FederationError AZURE_NAME_INVALID, TENANT_INVALID
 * @example
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
    checkResourceGroup(path, props.resourceGroupName);
    checkLocation(path, props.location);
    checkTenant(path, props.tenantId);
    this.resourceGroupName = props.resourceGroupName;
    this.location = props.location;
    this.tenantId = props.tenantId;
    this.cloud = props.cloud ?? "public";
    this.tags = props.tags;
    this.provider = props.provider;
    if (!Object.hasOwn(AZURE_CLOUDS, this.cloud)) {
      throw new FederationError(path, {
        code: "AZURE_NAME_INVALID",
        what: `the cloud is ${quoted(this.cloud)}`,
        cure: `use one of ${Object.keys(AZURE_CLOUDS).join(", ")}`,
      });
    }
  }

  /** Asks for a user-assigned managed identity: one for each workload that names it. */
  managedIdentity(options: AzureManagedIdentityOptions = {}): IdentityRequest<AzureManagedIdentity> {
    return requestManagedIdentity(this, options);
  }
}
