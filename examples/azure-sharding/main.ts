// One ServiceAccount on 25 clusters. Azure takes 20 federated credentials a managed identity, so the clusters are spread over several.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Cluster, FederatedWorkload } from "cdktf-workload-identity";
import { AzureTrust } from "cdktf-workload-identity/azure";
import type { Construct } from "constructs";

const SUBSCRIPTION = "11111111-1111-1111-1111-111111111111";
const TENANT = "22222222-2222-2222-2222-222222222222";

class AzureSharding extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, "azurerm-provider", { subscriptionId: SUBSCRIPTION, features: [{}] });

    const clusters = Array.from({ length: 25 }, (_, index) => {
      const name = `shop-${String(index + 1).padStart(2, "0")}`;
      return Cluster.aks(this, name, {
        issuerUrl: `https://westeurope.oic.prod-aks.azure.com/${TENANT}/33333333-3333-3333-3333-0000000000${name.slice(-2)}/`,
        provider: new KubernetesProvider(this, `kubernetes-${name}`, {
          alias: name,
          configPath: "~/.kube/config",
          configContext: name,
        }),
      });
    });
    const azure = new AzureTrust(this, "azure", { resourceGroupName: "acme", location: "westeurope", tenantId: TENANT });

    const orders = new FederatedWorkload(this, "orders", {
      clusters,
      namespace: "shop",
      serviceAccountName: "orders",
      identities: {
        azure: azure.shardedIdentity({
          // Room for about 40 clusters: the number of shards is chosen once, because another would move most clusters.
          shards: 4,
          namePrefix: "orders",
          roleAssignments: [
            { roleDefinitionName: "Storage Blob Data Reader", scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/acme` },
          ],
        }),
      },
    });

    const { azure: identity } = orders.identities;
    new TerraformOutput(this, "client-ids", {
      value: Object.fromEntries(clusters.map(({ name, issuer }) => [name, identity.clientIdOf(issuer)])),
    });
  }
}

const app = new App();
new AzureSharding(app, "azure-sharding");
app.synth();
