/**
 * The regions of Azure's clouds, as `az account list-locations` names them. Others may come, so one that is not here need not be a mistake.
 * https://learn.microsoft.com/azure/reliability/regions-list,
 * https://learn.microsoft.com/azure/azure-government/documentation-government-welcome and https://learn.microsoft.com/azure/china/overview-datacenter
 */
export const AZURE_LOCATIONS: readonly string[] = (
  "australiacentral australiacentral2 australiaeast australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast " +
  "canadacentral canadaeast centralindia centralus centraluseuap chilecentral denmarkeast eastasia eastus eastus2 eastus2euap francecentral " +
  "francesouth germanynorth germanywestcentral indonesiacentral israelcentral italynorth japaneast japanwest jioindiacentral " +
  "jioindiawest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus northeurope norwayeast norwaywest " +
  "polandcentral qatarcentral southafricanorth southafricawest southcentralus southeastasia southindia spaincentral swedencentral " +
  "swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth uksouth ukwest westcentralus westeurope westindia westus westus2 " +
  "westus3 usgovarizona usgovtexas usgovvirginia usdodcentral usdodeast chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3"
).split(" ");
