import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { AzureCloud } from "../facts/azure-clouds";
import { checkValues } from "../core/check-values";
import type { IdentityRequest } from "../core/identity";
import { ENTRA_TRUST_PROPS } from "./application-values";
import { requestApplication, type AzureApplication, type AzureApplicationOptions } from "./azure-application";
import type { EntraTenant } from "./entra-tenant";

/** An Entra tenant. */
export interface EntraTrustProps {
  /** The tenant: a UUID. May be a token. */
  readonly tenantId: string;
  /** The cloud: it decides the audience of the tokens and the login service. @default "public" */
  readonly cloud?: AzureCloud;
  /** The `azuread` Terraform provider. @default - the stack's default `azuread` provider */
  readonly provider?: TerraformProvider;
}

/**
 * An Entra tenant, where applications accept tokens of OIDC issuers.
 *
 * For what no managed identity can do: a subject pattern or further claims of GitHub, GitLab or HCP Terraform. Managed identities,
 * which need no rights in Entra to be made, are asked of `AzureTrust` (`cdktf-workload-identity/azure`). This creates nothing
 * itself: each application names the issuers that it accepts, in its federated credentials.
 *
 * @throws FederationError AZURE_NAME_INVALID, TENANT_INVALID, VALUE_MISSING
 * @example
 * import { EntraTrust } from "cdktf-workload-identity/azuread";
 * const entra = new EntraTrust(this, "entra", { tenantId });
 */
export class EntraTrust extends Construct implements EntraTenant {
  readonly tenantId: string;
  readonly cloud: AzureCloud;
  readonly provider: TerraformProvider | undefined;

  constructor(scope: Construct, id: string, props: EntraTrustProps) {
    super(scope, id);
    checkValues(this.node.path, "the trust", ENTRA_TRUST_PROPS, props);
    this.tenantId = props.tenantId;
    this.cloud = props.cloud ?? "public";
    this.provider = props.provider;
  }

  /** Asks for an application and its service principal: one for each workload that names it. */
  application(options: AzureApplicationOptions = {}): IdentityRequest<AzureApplication> {
    return requestApplication(this, options);
  }
}
