import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { checkValues } from "../../core/check-values";
import { AZAPI_PROVIDER_CONFIG } from "./azapi-values";

/** What requires the provider of a stack that uses it. 2.11 is the first with the types of 2026-04-01. */
export const AZAPI = { providerName: "azapi", providerVersionConstraint: "~> 2.11" };

/** The whole address: without it, Terraform would look for `hashicorp/azapi`. */
const SOURCE = "registry.terraform.io/azure/azapi";

/** What the `azapi` provider takes that matters here. Credentials come from the environment, as those of `azurerm` do. */
export interface AzapiProviderConfig {
  /** @default - none: it is the stack's default `azapi` provider */
  readonly alias?: string;
  /** @default - `ARM_SUBSCRIPTION_ID`, or that of the Azure CLI */
  readonly subscriptionId?: string;
  /** @default - `ARM_TENANT_ID`, or that of the Azure CLI */
  readonly tenantId?: string;
}

/**
 * The Terraform provider `azure/azapi`, which has no prebuilt package on npm. It speaks to Azure's own API, so one provider reaches every
 * subscription of its tenant. A class that `cdktf get` made of the provider does as well.
 * https://registry.terraform.io/providers/Azure/azapi/latest/docs
 *
 * @throws FederationError AZURE_ID_INVALID, AZURE_NAME_INVALID, VALUE_MISSING
 * @example
 * import { AzapiProvider } from "cdktf-workload-identity/azure";
 * const azapi = new AzapiProvider(this, "azapi");
 */
export class AzapiProvider extends TerraformProvider {
  private name: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly config: AzapiProviderConfig = {},
  ) {
    super(scope, id, {
      terraformResourceType: AZAPI.providerName,
      terraformGeneratorMetadata: AZAPI,
      terraformProviderSource: SOURCE,
    });
    checkValues(this.node.path, "the azapi provider", AZAPI_PROVIDER_CONFIG, config);
    this.name = config.alias;
  }

  /** cdktf's own does not keep it. */
  override get alias(): string | undefined {
    return this.name;
  }
  override set alias(alias: string | undefined) {
    this.name = alias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { subscriptionId, tenantId } = this.config;
    return { alias: this.name, subscription_id: subscriptionId, tenant_id: tenantId };
  }
}
