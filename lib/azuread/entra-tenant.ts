import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { AzureCloud } from "../facts/azure-clouds";

/** What an application must know of the tenant that it is registered in. */
export interface EntraTenant extends Construct {
  readonly tenantId: string;
  readonly cloud: AzureCloud;
  readonly provider: TerraformProvider | undefined;
}
