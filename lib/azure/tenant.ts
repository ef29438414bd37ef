import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { AzureCloud } from "../facts/azure-clouds";

/** What a managed identity must know of the subscription and tenant that it lives in. */
export interface AzureTenant extends Construct {
  readonly resourceGroupName: string;
  readonly location: string;
  readonly tenantId: string;
  readonly cloud: AzureCloud;
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly provider: TerraformProvider | undefined;
}
